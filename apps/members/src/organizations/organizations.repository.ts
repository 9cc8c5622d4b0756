import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import type { BranchCategory } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { labelOf } from './organization.policy.js';
import { Organization } from './organization.entity.js';

/** One number for everybody who makes a root: the second waits, and then finds the first one's. */
const ROOT_LOCK = 847_210;

@Injectable()
export class OrganizationsRepository {
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

  /** Those of the organizations that lie within the ranges and stand; they go on standing until the transaction ends. */
  async standingWithin(
    tx: Transaction,
    ids: readonly string[],
    ranges: readonly PathRange[],
  ): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      tx,
      `select id from organizations organization where id = any($1::uuid[]) and dissolved_on is null
         and ${withinRanges('organization.path', 2, 3)} order by id for share`,
      [ids, ...rangeValues(ranges)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async lockForRoot(tx: Transaction): Promise<{ readonly exists: boolean }> {
    await tx.query('select pg_advisory_xact_lock($1)', [ROOT_LOCK]);
    return { exists: await tx.existsBy(Organization, { parentId: IsNull() }) };
  }

  /** Those of the organizations that lie within the ranges, as they stay until the transaction ends. */
  async lockAll(
    tx: Transaction,
    ids: readonly string[],
    ranges: readonly PathRange[],
  ): Promise<Map<string, Organization>> {
    if (ids.length === 0) return new Map();
    const rows = await query<{ id: string }>(
      tx,
      `select id from organizations organization where id = any($1::uuid[]) and ${withinRanges('organization.path', 2, 3)}
       order by id for share`,
      [ids, ...rangeValues(ranges)],
    );
    const found = await tx.findBy(Organization, { id: In(rows.map(({ id }) => id)) });
    return new Map(found.map((organization) => [organization.id, organization]));
  }

  /** An id and a label of the path each. */
  async newPlaces(tx: Transaction, count: number): Promise<{ id: string; label: string }[]> {
    const rows = await query<{ id: string; number: string }>(
      tx,
      `select uuidv7() as id, nextval('organization_labels')::text as number from generate_series(1, $1)`,
      [count],
    );
    return rows.map(({ id, number }) => ({ id, label: labelOf(BigInt(number)) }));
  }

  /** @returns the ids of those that are there now: one whose code is taken is not. */
  async insert(
    tx: Transaction,
    organizations: readonly Omit<Organization, 'version'>[],
  ): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      tx,
      `insert into organizations (id, parent_id, root_id, type, category, line, code, name, label, path, founded_on)
       select id, "parentId", "rootId", type, category, line, code, name, label, path, "foundedOn"
       from jsonb_to_recordset($1::jsonb) as organization(id uuid, "parentId" uuid, "rootId" uuid, type text,
         category text, line text, code text, name text, label text, path text, "foundedOn" date)
       on conflict (root_id, code) do nothing returning id`,
      [JSON.stringify(organizations)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Writes what changed, and counts the version up. */
  async change(
    tx: Transaction,
    id: string,
    change: Pick<Organization, 'name' | 'code' | 'category' | 'electedOn'>,
  ): Promise<void> {
    await tx.update(Organization, { id }, change);
  }

  /** A group has the category of its branch, and a new version with it. */
  async changeGroupsCategory(
    tx: Transaction,
    branchId: string,
    category: BranchCategory | null,
  ): Promise<void> {
    await tx.query(
      `update organizations set category = $2, version = version + 1 where parent_id = $1`,
      [branchId, category],
    );
  }

  /** The first administrator's role was held nowhere until there was a root to hold it in. */
  async bindFirstAdministrator(tx: Transaction, accountId: string, rootId: string): Promise<void> {
    await tx.query(
      'update grants set organization_id = $2 where account_id = $1 and organization_id is null',
      [accountId, rootId],
    );
  }
}
