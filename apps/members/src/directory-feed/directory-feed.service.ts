import { Injectable } from '@nestjs/common';
import { DomainError, type DirectoryEntry, type DirectoryPage } from '#libs/contracts';
import {
  DirectoryFeedReadModel,
  type Kind,
  type LaterStream,
} from './directory-feed.read-model.js';
import {
  type FeedPosition,
  type FeedStream,
  readFeedCursor,
  writeFeedCursor,
} from './feed-cursor.policy.js';

type Position = {
  readonly xid: string;
  readonly kind: Kind;
  readonly id: string;
};

@Injectable()
export class DirectoryFeedService {
  constructor(private readonly feed: DirectoryFeedReadModel) {}

  async page(after: string, limit: number): Promise<DirectoryPage> {
    const start = startOf(after, 'directory');
    const rows = await this.feed.changesAfter(start, limit + 1);
    const positions = rows.flatMap(({ xid, kind, id }): Position[] =>
      xid && kind && id ? [{ xid, kind, id }] : [],
    );
    const shown = positions.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: await this.contents(shown),
      cursor: last ? writeFeedCursor(last) : after,
      more: positions.length > limit,
      horizon: rows[0]?.horizon ?? '0',
    };
  }

  /** What came later than the directory and is told by itself. */
  async stream(stream: LaterStream, after: string, limit: number): Promise<DirectoryPage> {
    const start = startOf(after, stream);
    const rows = await this.feed.toldAfter(stream, start, limit + 1);
    const told = rows.flatMap(({ xid, entry }) => (xid && entry ? [{ xid, entry }] : []));
    const shown = told.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: shown.map(({ entry }) => entry),
      cursor: last ? writeFeedCursor({ xid: last.xid, ...last.entry }) : after,
      more: told.length > limit,
      horizon: rows[0]?.horizon ?? '0',
    };
  }

  private async contents(positions: readonly Position[]): Promise<DirectoryEntry[]> {
    const kinds = [...new Set(positions.map(({ kind }) => kind))];
    const pages = await Promise.all(
      kinds.map(async (kind) => {
        const ids = positions.filter((position) => position.kind === kind).map(({ id }) => id);
        return [kind, await this.feed.entries(kind, ids)] as const;
      }),
    );
    const found = new Map(pages);
    return positions.flatMap(({ kind, id }) => found.get(kind)?.get(id) ?? []);
  }
}

/** @throws request.cursor_invalid */
function startOf(after: string, stream: FeedStream): FeedPosition {
  const start = readFeedCursor(after, stream);
  if (!start) throw new DomainError('request.cursor_invalid');
  return start;
}
