import { type Client, expectData } from './client.js';
import type { paths } from './schema.js';

type Get<P extends keyof paths> = paths[P] extends { get: infer Operation } ? Operation : never;

type PageOf<P extends keyof paths> =
  Get<P> extends { responses: { 200: { content: { 'application/json': infer Body } } } }
    ? Extract<Body, { data: unknown[]; nextCursor: string | null }>
    : never;

/** The addresses that answer a page of a list. */
export type ListPath = {
  [P in keyof paths]: [PageOf<P>] extends [never] ? never : P;
}[keyof paths];

/** One row of a list. */
export type RowOf<P extends ListPath> = PageOf<P>['data'][number];

type ParametersOf<P extends ListPath> =
  Get<P> extends { parameters: infer Parameters }
    ? Omit<Parameters, 'header' | 'cookie'>
    : Record<never, never>;

type Page = { readonly data: readonly unknown[]; readonly nextCursor: string | null };
type Ask = (path: string, init: object) => Promise<{ data?: Page; error?: unknown }>;

const MOST = 200;

/**
 * Every row of a list, page by page, as they are asked for:
 * `for await (const member of rows(client, '/v1/members', { query: { standing: 'regular' } }))`.
 */
export async function* rows<P extends ListPath>(
  client: Client,
  path: P,
  parameters?: ParametersOf<P>,
): AsyncGenerator<RowOf<P>, void, undefined> {
  // The types above say what this address takes and answers; the client's own cannot be said of any address.
  const ask = client.GET as unknown as Ask;
  const { query = {}, ...others } = (parameters ?? {}) as { query?: object };
  let cursor: string | null | undefined;
  do {
    const page: Page = expectData(
      await ask(path, {
        params: { ...others, query: { limit: MOST, ...query, ...(cursor && { cursor }) } },
      }),
    );
    yield* page.data as RowOf<P>[];
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The same as one list, for lists that fit into memory. */
export async function allRows<P extends ListPath>(
  client: Client,
  path: P,
  parameters?: ParametersOf<P>,
): Promise<RowOf<P>[]> {
  const list: RowOf<P>[] = [];
  for await (const row of rows(client, path, parameters)) list.push(row);
  return list;
}
