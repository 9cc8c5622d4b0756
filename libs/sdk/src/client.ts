import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { Send } from './persistence.js';
import { type Problem, ProblemError } from './problem.js';
import type { paths } from './schema.js';

export interface ClientOptions {
  /** The gateway's origin, without a path. */
  readonly baseUrl: string;
  /** The bearer, or how to get one before each request. A `Session` does that by itself. */
  readonly accessToken?: string | (() => string | Promise<string>);
  /** In which language problems and messages come: zh-CN unless another is said. */
  readonly language?: 'zh-CN' | 'en';
  /** What to fetch with, for tests and for programs with an agent of their own. */
  readonly fetch?: Send;
}

/** Calls the suite: `client.GET('/v1/inbox', { params: { query: { unread: true } } })`. */
export type Client = FetchClient<paths>;

/** A typed client of the whole API. Answers `{ data, error, response }`: a problem is an answer, not an exception. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, accessToken, language, fetch } = options;
  const client = createFetchClient<paths>({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ...(fetch && { fetch }),
  });
  client.use({
    onRequest: async ({ request }) => {
      if (language !== undefined) request.headers.set('accept-language', language);
      if (accessToken === undefined) return request;
      const token = typeof accessToken === 'string' ? accessToken : await accessToken();
      request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
  });
  return client;
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response?: Response;
}

/** The data of an answer; throws its problem. `expectData(await client.GET('/v1/me'))`. */
export function expectData<T>({ data, error, response }: Answered<T>): T {
  if (error === undefined) return data as T;
  const problem = error as Problem;
  const path = response?.url ? new URL(response.url).pathname : problem.type;
  throw new ProblemError(path, response?.status ?? problem.status, problem);
}
