/** The position of an entry in the feed: the transaction that changed it last, then what and which it is. */
export interface FeedPosition {
  readonly xid: string;
  readonly kind: string;
  readonly id: string;
}

/** What each stream tells: the directory as it began, and what came later by itself. */
const kinds = {
  directory: 'account|membership|organization|person',
  ended_sessions: 'ended_session',
  exemptions: 'exemption',
} as const;
export type FeedStream = keyof typeof kinds;

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const cursorOf = (stream: FeedStream): RegExp =>
  new RegExp(`^(\\d{1,19}):(${kinds[stream]}):(${ID})$`);
const cursors: Readonly<Record<FeedStream, RegExp>> = {
  directory: cursorOf('directory'),
  ended_sessions: cursorOf('ended_sessions'),
  exemptions: cursorOf('exemptions'),
};

/** Before every entry: no transaction has the number 0. */
export const feedStart: FeedPosition = {
  xid: '0',
  kind: '',
  id: '00000000-0000-0000-0000-000000000000',
};

export function writeFeedCursor({ xid, kind, id }: FeedPosition): string {
  return `${xid}:${kind}:${id}`;
}

/** The empty cursor is the start; undefined: not a cursor of this stream. */
export function readFeedCursor(text: string, stream: FeedStream): FeedPosition | undefined {
  if (text === '') return feedStart;
  const [, xid, kind, id] = cursors[stream].exec(text) ?? [];
  return xid && kind && id ? { xid, kind, id } : undefined;
}
