import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Operation, OperationFailed, type OperationProgress } from './operation.js';
import { ProblemError } from './problem-error.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

const FIRST_POLL_MS = 40;
const LONGEST_POLL_MS = 250;

const ATTEMPTS = 7;
const FIRST_WAIT_MS = 200;
const RENEW_BEFORE_MS = 60_000;
const PAGE = 200;
/** Too fast, or not there for the moment: the suite asks to be asked again. Whether it has done it, the key knows. */
const AGAIN = new Set([429, 503]);
/** What we asked before is still under way: its answer will be ours. */
const IN_FLIGHT = 'idempotency.in_flight';

/** One user's session with the suite, over HTTP as any client has it. */
export class Api {
  private tokens: Tokens | undefined;
  private renewAt = 0;
  private renewal: Promise<void> | undefined;

  constructor(private readonly baseUrl: string) {}

  async logIn(username: string, password: string): Promise<void> {
    this.keep(await this.send<Tokens>('POST', '/v1/auth/login', json({ username, password })));
  }

  /** The token as it goes into a header, for requests that a client would not make. */
  get accessToken(): string {
    return this.tokens?.accessToken ?? '';
  }

  get<T>(path: string): Promise<T> {
    return this.authorized('GET', path);
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
    return this.authorized('POST', path, keyed(json(body)));
  }

  /** Sends a file as a form's `file`. */
  upload<T>(path: string, name: string, content: Uint8Array<ArrayBuffer>): Promise<T> {
    const body = new FormData();
    body.append('file', new Blob([content]), name);
    return this.authorized('POST', path, keyed({ body }));
  }

  /**
   * Waits for work that goes on after its request was answered.
   *
   * @throws when it failed or was cancelled, with the problem as its message.
   */
  async finished(
    operationId: string,
    show: (progress: OperationProgress) => void = () => undefined,
  ): Promise<void> {
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(wait * 1.5, LONGEST_POLL_MS)) {
      const operation = await this.get<Operation>(`/v1/operations/${operationId}`);
      show(operation.progress);
      if (operation.status === 'succeeded') return;
      if (operation.status === 'failed' || operation.status === 'cancelled')
        throw new OperationFailed(operationId, operation);
      await pause(wait);
    }
  }

  private async authorized<T>(method: string, path: string, content: RequestInit = {}): Promise<T> {
    if (this.tokens && Date.now() >= this.renewAt) await this.renew(this.tokens);
    const authorization = `Bearer ${this.accessToken}`;
    return this.send(method, path, { ...content, headers: { ...content.headers, authorization } });
  }

  /** A refresh token is good for one use, so requests that find the access token old share one renewal. */
  private async renew({ refreshToken }: Tokens): Promise<void> {
    this.renewal ??= this.send<Tokens>('POST', '/v1/auth/refresh', json({ refreshToken }))
      .then((tokens) => {
        this.keep(tokens);
      })
      .finally(() => {
        this.renewal = undefined;
      });
    await this.renewal;
  }

  private keep(tokens: Tokens): void {
    this.tokens = tokens;
    this.renewAt = Date.now() + tokens.expiresIn * 1000 - RENEW_BEFORE_MS;
  }

  private async send<T>(method: string, path: string, content: RequestInit): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.fetch(method, path, content);
      if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
      const problem = await ProblemError.from(`${method} ${path}`, response);
      const again = AGAIN.has(response.status) || problem.code === IN_FLIGHT;
      if (!again || attempt === ATTEMPTS) throw problem;
      const asked = Number(response.headers.get('retry-after') ?? 0) * 1000;
      await pause(Math.max(asked, FIRST_WAIT_MS * 2 ** (attempt - 1)));
    }
  }

  private async fetch(method: string, path: string, content: RequestInit): Promise<Response> {
    const headers = { 'accept-language': 'en', ...content.headers };
    try {
      return await fetch(`${this.baseUrl}${path}`, { ...content, method, headers });
    } catch (cause) {
      throw new Error(`${method} ${path}: nothing answers at ${this.baseUrl}`, { cause });
    }
  }
}

function json(body: unknown): { body: string; headers: Record<string, string> } {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** One key for all attempts, so that the suite does once what is asked again. */
function keyed(content: RequestInit & { headers?: Record<string, string> }): RequestInit {
  return { ...content, headers: { ...content.headers, 'idempotency-key': randomUUID() } };
}
