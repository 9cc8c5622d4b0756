import createFetchClient, { type Client as FetchClient, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type { components, operations, paths } from './schema.js';

/** The suite's DTOs by name: `Dto<'InboxMessageDto'>`. */
export type Dto<Name extends keyof components['schemas']> = components['schemas'][Name];
export type Problem = Dto<'Problem'>;
export type Tokens = Dto<'TokensDto'>;

export interface ClientOptions {
  /** The gateway's origin, without a path. */
  readonly baseUrl: string;
  /** The bearer, or how to get one before each request (a client that refreshes). */
  readonly accessToken?: string | (() => string | Promise<string>);
  /** What to fetch with, for tests and for programs with an agent of their own. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Calls the suite: `client.GET('/v1/inbox', { params: { query: { unread: true } } })`. */
export type Client = FetchClient<paths>;

/** A typed client of the whole API. Answers `{ data, error, response }`: a problem is an answer, not an exception. */
export function createClient(options: ClientOptions): Client {
  const client = createFetchClient<paths>({
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    ...(options.fetch && { fetch: options.fetch }),
  });
  const { accessToken } = options;
  if (accessToken !== undefined) client.use(withToken(accessToken));
  return client;
}

function withToken(accessToken: NonNullable<ClientOptions['accessToken']>): Middleware {
  return {
    onRequest: async ({ request }) => {
      const token = typeof accessToken === 'string' ? accessToken : await accessToken();
      request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
  };
}

/** The API answered with a problem where the caller has no use for one. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.title}`);
    this.name = 'ProblemError';
  }
}

/** The data of an answer; throws its problem. `expectData(await client.GET('/v1/me'))`. */
export function expectData<T>(answer: { readonly data?: T; readonly error?: unknown }): T {
  if (answer.error !== undefined) throw new ProblemError(answer.error as Problem);
  return answer.data as T;
}

/** Logs in and answers a client that is this account, with its tokens. Throws a `ProblemError` when refused. */
export async function login(
  options: Omit<ClientOptions, 'accessToken'>,
  credentials: { readonly username: string; readonly password: string },
): Promise<{ client: Client; tokens: Tokens }> {
  const tokens = expectData(
    await createClient(options).POST('/v1/auth/login', { body: credentials }),
  );
  return { client: createClient({ ...options, accessToken: tokens.accessToken }), tokens };
}
