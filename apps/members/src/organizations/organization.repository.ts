import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { labelOf } from './organization.policy.js';
import { Organization } from './organization.entity.js';

/** One number for everybody who makes a root: the second waits, and then finds the first one's. */
const ROOT_LOCK = 847_210;

@Injectable()
export class OrganizationRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The organization if it lies within the ranges; `lock` keeps it as it is until the transaction ends. */
  async find(
    id: string,
    ranges: readonly PathRange[],
    options: { readonly tx?: Transaction; readonly lock?: 'share' | 'update' } = {},
  ): Promise<Organization | null> {
    const on = options.tx ?? this.dataSource.manager;
    const lock = options.lock ? `for ${options.lock}` : '';
    const [row] = await query<{ id: string }>(
      on,
      `select id from organizations organization where id = $1 and ${withinRanges('organization.path', 2, 3)} ${lock}`,
      [id, ...rangeValues(ranges)],
    );
    return row ? on.findOneByOrFail(Organization, { id: row.id }) : null;
  }

  /** Those of the organizations that lie within the ranges. */
  async within(
    tx: Transaction,
    ids: readonly string[],
    ranges: readonly PathRange[],
  ): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      tx,
      `select id from organizations organization where id = any($1::uuid[]) and ${withinRanges('organization.path', 2, 3)}`,
      [ids, ...rangeValues(ranges)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async lockForRoot(tx: Transaction): Promise<{ readonly exists: boolean }> {
    await tx.query('select pg_advisory_xact_lock($1)', [ROOT_LOCK]);
    return { exists: await tx.existsBy(Organization, { parentId: IsNull() }) };
  }

  async nextLabel(tx: Transaction): Promise<string> {
    const [row] = await query<{ number: string }>(
      tx,
      `select nextval('organization_labels')::text as number`,
    );
    if (!row) throw new Error('nextval answered nothing');
    return labelOf(BigInt(row.number));
  }

  async newId(tx: Transaction): Promise<string> {
    const [row] = await query<{ id: string }>(tx, 'select uuidv7() as id');
    if (!row) throw new Error('uuidv7 answered nothing');
    return row.id;
  }

  async insert(tx: Transaction, organization: Omit<Organization, 'version'>): Promise<void> {
    await tx.insert(Organization, organization);
  }

  /** The first administrator's role was held nowhere until there was a root to hold it in. */
  async bindFirstAdministrator(tx: Transaction, accountId: string, rootId: string): Promise<void> {
    await tx.query(
      'update grants set organization_id = $2 where account_id = $1 and organization_id is null',
      [accountId, rootId],
    );
  }
}
