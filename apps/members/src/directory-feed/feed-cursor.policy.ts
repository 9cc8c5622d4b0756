/** The position of an entry in the feed: the transaction that changed it last, then what and which it is. */
export interface FeedPosition {
  readonly xid: string;
  readonly kind: string;
  readonly id: string;
}

const CURSOR =
  /^(\d{1,19}):(account|membership|organization|person):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Before every entry: no transaction has the number 0. */
export const feedStart: FeedPosition = {
  xid: '0',
  kind: '',
  id: '00000000-0000-0000-0000-000000000000',
};

export function writeFeedCursor(position: FeedPosition): string {
  return `${position.xid}:${position.kind}:${position.id}`;
}

/** The empty cursor is the start; undefined: not a cursor of this feed. */
export function readFeedCursor(text: string): FeedPosition | undefined {
  if (text === '') return feedStart;
  const [, xid, kind, id] = CURSOR.exec(text) ?? [];
  return xid && kind && id ? { xid, kind, id } : undefined;
}
