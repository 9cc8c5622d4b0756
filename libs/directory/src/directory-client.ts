import { Injectable } from '@nestjs/common';
import { askService, internalBearer } from '#libs/auth';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { type DirectoryPage, directoryPageSchema } from '#libs/contracts';
import { span, traceHeaders } from '#libs/observability';

const PAGE = 2000;
const TIMEOUT_MS = 10_000;

/** The streams of the feed: the directory, and what came later and is told by itself. */
const paths = {
  directory: '/internal/v1/directory',
  ended_sessions: '/internal/v1/directory/ended-sessions',
  exemptions: '/internal/v1/directory/exemptions',
} as const;
export type DirectoryStream = keyof typeof paths;

/** Reads the members service's internal change feed. */
@Injectable()
export class DirectoryClient {
  constructor(@InjectConfig() private readonly config: ServiceConfig) {}

  async page(stream: DirectoryStream, after: string): Promise<DirectoryPage> {
    const url = new URL(paths[stream], this.config.MEMBERS_URL);
    url.searchParams.set('limit', String(PAGE));
    if (after) url.searchParams.set('after', after);
    return span('members: directory', { kind: 'client' }, async () => {
      const response = await askService(url, {
        headers: {
          authorization: internalBearer(this.config.INTERNAL_SECRET),
          ...traceHeaders(),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      // A members service of before there was the stream has nothing to tell in it.
      if (response.status === 404 && stream !== 'directory') return nothingAfter(after);
      if (response.status !== 200)
        throw new Error(`the feed of ${stream} answered ${response.status}`);
      return directoryPageSchema.parse(await response.json());
    });
  }
}

const nothingAfter = (cursor: string): DirectoryPage => ({
  entries: [],
  cursor,
  more: false,
  horizon: '0',
});
