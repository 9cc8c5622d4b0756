import { type Client, type ClientOptions, createClient, expectData } from './client.js';
import { persistent, type Send } from './persistence.js';
import type { components } from './schema.js';

export type Tokens = components['schemas']['TokensDto'];

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const RENEW_BEFORE_MS = 60_000;

/**
 * One account's session: logs in, renews its tokens before they are old, sends again what the suite could not answer.
 * `session.client` is the typed client of this account.
 */
export class Session {
  readonly client: Client;
  private tokens: Tokens | undefined;
  private renewAt = 0;
  private renewal: Promise<void> | undefined;
  private readonly anonymous: Client;
  private readonly patient: Send;

  constructor(options: Omit<ClientOptions, 'accessToken'>) {
    this.patient = persistent(options.fetch ?? fetch);
    this.anonymous = createClient({ ...options, fetch: this.patient });
    this.client = createClient({ ...options, fetch: (request) => this.send(request) });
  }

  /** @throws ProblemError `auth.credentials_invalid`, `auth.slow_down` */
  static async logIn(
    options: Omit<ClientOptions, 'accessToken'>,
    credentials: Credentials,
  ): Promise<Session> {
    const session = new Session(options);
    await session.logIn(credentials);
    return session;
  }

  async logIn(credentials: Credentials): Promise<void> {
    this.keep(expectData(await this.anonymous.POST('/v1/auth/login', { body: credentials })));
  }

  async logOut(): Promise<void> {
    if (!this.tokens) return;
    const { refreshToken } = this.tokens;
    this.tokens = undefined;
    expectData(await this.anonymous.POST('/v1/auth/logout', { body: { refreshToken } }));
  }

  /** The token as it goes into a header, for requests that are not the client's. */
  get accessToken(): string {
    return this.tokens?.accessToken ?? '';
  }

  /** Sends a request of one's own as this account. */
  async send(request: Request): Promise<Response> {
    if (this.tokens && Date.now() >= this.renewAt) await this.renew(this.tokens);
    const used = this.tokens;
    if (!used) return this.patient(request);
    const first = await this.patient(withToken(request, used));
    // Revoked, or forgotten by a suite that was set up anew: a refresh tells which, and only once.
    if (first.status !== 401) return first;
    try {
      if (this.tokens === used) await this.renew(used);
    } catch {
      return first;
    }
    return this.tokens ? this.patient(withToken(request, this.tokens)) : first;
  }

  /** A refresh token is good for one use, so requests that find the access token old share one renewal. */
  private async renew({ refreshToken }: Tokens): Promise<void> {
    this.renewal ??= this.anonymous
      .POST('/v1/auth/refresh', { body: { refreshToken } })
      .then((answer) => {
        this.keep(expectData(answer));
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
}

function withToken(request: Request, { accessToken }: Tokens): Request {
  const authorized = request.clone();
  authorized.headers.set('authorization', `Bearer ${accessToken}`);
  return authorized;
}
