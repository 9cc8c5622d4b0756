import { Injectable } from '@nestjs/common';
import type { BranchCategory } from '#libs/contracts';
import { query, subtree, type Transaction } from '#libs/database';
import type { Organization } from './organization.entity.js';

/** One number for everybody who needs the tree as it is, or makes it another. */
const TREE_LOCK = 847_214;

export interface Move {
  readonly organization: Organization;
  readonly parent: Organization;
  readonly category: BranchCategory | null;
  readonly movedOn: string;
  readonly decision: string | null;
}

export interface Remaining {
  readonly organizations: number;
  readonly members: number;
}

/** Moves and dissolves: what changes the tree itself, one at a time. */
@Injectable()
export class OrganizationTreeRepository {
  /** The tree stays as it is until the transaction ends; many may ask for that at once. Before any row is locked. */
  async keep(tx: Transaction): Promise<void> {
    await tx.query('select pg_advisory_xact_lock_shared($1)', [TREE_LOCK]);
  }

  /** Nobody else founds, moves or dissolves until the transaction ends. Before any row is locked. */
  async hold(tx: Transaction): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [TREE_LOCK]);
  }

  /** Since when it has stood where it stands. */
  async placedOn(tx: Transaction, id: string): Promise<string> {
    const [place] = await query<{ starts_on: string }>(
      tx,
      `select starts_on::text from organization_places where organization_id = $1 and ends_on is null`,
      [id],
    );
    if (!place) throw new Error(`organization ${id} stands nowhere`);
    return place.starts_on;
  }

  /** Whoever stands below comes along: their paths begin with the new place. */
  async move(tx: Transaction, move: Move): Promise<void> {
    const { organization, parent, category, movedOn, decision } = move;
    const { from, below } = subtree(organization.path);
    await tx.query(
      `update organizations set path = $3 || substr(path, $4),
         parent_id = case id when $5 then $6 else parent_id end,
         category = case id when $5 then $7 else category end,
         version = version + (id = $5)::integer
       where path >= $1 collate "C" and path < $2 collate "C"`,
      [
        from,
        below,
        parent.path,
        // What the path of the moved one had before its own label goes.
        organization.path.length - organization.label.length,
        organization.id,
        parent.id,
        category,
      ],
    );
    await tx.query(
      `update organization_places set ends_on = $2
       where organization_id = $1 and ends_on is null and starts_on < $2::date`,
      [organization.id, movedOn],
    );
    // Where it came on that very day it was never there: a move made by mistake is mended by another.
    await tx.query(
      `insert into organization_places (organization_id, parent_id, starts_on, decision) values ($1, $2, $3, $4)
       on conflict (organization_id, starts_on) do update set parent_id = excluded.parent_id,
         decision = excluded.decision`,
      [organization.id, parent.id, movedOn, decision],
    );
  }

  /** Whether the one stood below the other on some day from this one on: a move there would make a cycle of the past. */
  async stoodBelow(tx: Transaction, id: string, above: string, from: string): Promise<boolean> {
    const rows = await query(
      tx,
      `with recursive line (id, since, until) as (
         select $1::uuid, $3::date, null::date
         union
         select place.parent_id, greatest(line.since, place.starts_on), least(line.until, place.ends_on)
         from line join organization_places place on place.organization_id = line.id
         where place.parent_id is not null
           and coalesce(place.ends_on, 'infinity') > line.since and place.starts_on < coalesce(line.until, 'infinity')
       )
       select from line where id = $2 limit 1`,
      [id, above, from],
    );
    return rows.length > 0;
  }

  /** What still stands below the organization, and who still belongs to it, from the day on. */
  async remaining(tx: Transaction, id: string, from: string): Promise<Remaining> {
    const [remaining] = await query<Remaining & Record<string, unknown>>(
      tx,
      `select
         (select count(distinct organization_id)::integer from organization_places
          where parent_id = $1 and (ends_on is null or ends_on > $2::date)) as organizations,
         (select count(*)::integer from memberships
          where organization_id = $1 and (ends_on is null or ends_on > $2::date))
         + (select count(*)::integer from affiliations
          where organization_id = $1 and (ends_on is null or ends_on > $2::date)) as members`,
      [id, from],
    );
    return remaining ?? { organizations: 0, members: 0 };
  }

  /** Offices and roles that are held in it end with it. */
  async dissolve(
    tx: Transaction,
    id: string,
    dissolvedOn: string,
    decision: string | null,
  ): Promise<void> {
    await tx.query(
      `update organizations set dissolved_on = $2, dissolution_decision = $3, version = version + 1 where id = $1`,
      [id, dissolvedOn, decision],
    );
    await tx.query(
      'delete from organization_places where organization_id = $1 and starts_on >= $2',
      [id, dissolvedOn],
    );
    await tx.query(
      `update organization_places set ends_on = $2
       where organization_id = $1 and (ends_on is null or ends_on > $2::date)`,
      [id, dissolvedOn],
    );
    for (const held of ['offices', 'grants'])
      await tx.query(
        `update ${held} set ends_on = greatest(starts_on, $2::date)
         where organization_id = $1 and (ends_on is null or ends_on > greatest(starts_on, $2::date))`,
        [id, dissolvedOn],
      );
  }
}
