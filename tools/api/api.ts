import { setTimeout as pause } from 'node:timers/promises';
import { type Client, type Dto, ProblemError, Session } from '#libs/sdk';
import { OperationFailed } from './operation-failed.js';

interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

const FIRST_POLL_MS = 40;
const LONGEST_POLL_MS = 250;
const PAGE = 200;

/**
 * The session of a user of the tools, by plain addresses: short where an address is put together. `client` is the typed
 * one, for everything else.
 */
export class Api {
  private readonly session: Session;

  constructor(private readonly baseUrl: string) {
    this.session = new Session({ baseUrl, language: 'en', fetch: reached(baseUrl) });
  }

  get client(): Client {
    return this.session.client;
  }

  async logIn(username: string, password: string): Promise<void> {
    await this.session.logIn({ username, password });
  }

  /** The token as it goes into a header, for requests that a client would not make. */
  get accessToken(): string {
    return this.session.accessToken;
  }

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  /** Every row of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: Page<T> = await this.get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
      rows.push(...page.data);
      cursor = page.nextCursor;
    }
    return rows;
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return this.send('POST', path, { body: JSON.stringify(body), headers });
  }

  /** Sends a file as a form's `file`. */
  upload<T>(path: string, name: string, content: Uint8Array<ArrayBuffer>): Promise<T> {
    const body = new FormData();
    body.append('file', new Blob([content]), name);
    return this.send('POST', path, { body });
  }

  /**
   * Waits for work that goes on after its request was answered.
   *
   * @throws when it failed or was cancelled, with the problem as its message.
   */
  async finished(
    operationId: string,
    show: (progress: Dto<'OperationProgressDto'>) => void = () => undefined,
  ): Promise<void> {
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(wait * 1.5, LONGEST_POLL_MS)) {
      const operation = await this.get<Dto<'OperationDto'>>(`/v1/operations/${operationId}`);
      show(operation.progress);
      if (operation.status === 'succeeded') return;
      if (operation.status === 'failed' || operation.status === 'cancelled')
        throw new OperationFailed(operation);
      await pause(wait);
    }
  }

  private async send<T>(method: string, path: string, content: RequestInit = {}): Promise<T> {
    const headers = { 'accept-language': 'en', ...content.headers };
    const request = new Request(`${this.baseUrl}${path}`, { ...content, method, headers });
    const response = await this.session.send(request);
    if (!response.ok) throw await ProblemError.from(`${method} ${path}`, response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

/** Says who does not answer, where fetch only says that it failed. */
function reached(baseUrl: string): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await fetch(request);
    } catch (cause) {
      const { pathname } = new URL(request.url);
      throw new Error(`${request.method} ${pathname}: nothing answers at ${baseUrl}`, { cause });
    }
  };
}
