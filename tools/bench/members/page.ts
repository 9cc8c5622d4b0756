import type { Client } from 'pg';
import { dayInShanghai } from '#libs/calendar';
import { rangeValues, subtree } from '#libs/database';
import { memberPage } from '../../../apps/members/src/people/member-page.js';

export const LIMIT = 50;

/** A page as the service asks PostgreSQL for it. */
export interface Page {
  readonly statement: { readonly name: string; readonly text: string };
  readonly values: readonly unknown[];
}

/** What the service makes of `?organizationId=…&limit=50` for who may see everything: one row more tells of a next page. */
export async function pageOf(client: Client, organizationId: string): Promise<Page> {
  const { rows } = await client.query<{ path: string }>(
    'select path from organizations where parent_id is null',
  );
  const everything = subtree(rows[0]?.path ?? '');
  return {
    statement: memberPage('organization', 'today'),
    values: [
      ...rangeValues([everything]),
      everything.from,
      '00000000-0000-0000-0000-000000000000',
      organizationId,
      dayInShanghai(new Date()),
      null,
      null,
      null,
      LIMIT + 1,
    ],
  };
}
