import { Injectable } from '@nestjs/common';
import { askService, internalBearer } from '#libs/auth';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { type DirectoryPage, directoryPageSchema } from '#libs/contracts';
import { span, traceHeaders } from '#libs/observability';

const PAGE = 2000;
const TIMEOUT_MS = 10_000;

/** Reads the members service's internal change feed. */
@Injectable()
export class DirectoryClient {
  constructor(@InjectConfig() private readonly config: ServiceConfig) {}

  async page(after: string): Promise<DirectoryPage> {
    const url = new URL('/internal/v1/directory', this.config.MEMBERS_URL);
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
      if (response.status !== 200)
        throw new Error(`the directory feed answered ${response.status}`);
      return directoryPageSchema.parse(await response.json());
    });
  }
}
