import { Injectable } from '@nestjs/common';
import type { OrganizationType } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { activityNotFound } from './activities.errors.js';
import { Activity } from './activity.entity.js';

export interface ActivityOrganization {
  readonly type: OrganizationType;
  readonly path: string;
  readonly dissolvedOn: string | null;
}

export type NewActivity = Pick<
  Activity,
  'organizationId' | 'types' | 'title' | 'startsAt' | 'heldOn' | 'place' | 'agenda' | 'createdBy'
>;
/** What became of one that was to be added. */
export interface Added {
  readonly id: string;
  readonly created: boolean;
}

function found(added: ReadonlyMap<number, Added>, position: number): Added {
  const one = added.get(position);
  if (!one) throw new Error(`activity ${position} of the set was neither added nor found`);
  return one;
}

const plans = `jsonb_to_recordset($1::jsonb) as plan(position integer, "organizationId" uuid, types text[], title text,
  "startsAt" timestamptz, "heldOn" date, place text, agenda text, "createdBy" uuid)`;

const insertAll = `with plans as materialized (select uuidv7() as id, plan.* from ${plans}),
  inserted as (
    insert into activities (id, organization_id, types, title, starts_at, held_on, place, agenda, created_by)
    select id, "organizationId", types, title, "startsAt", "heldOn", place, agenda, "createdBy"
    from plans order by position
    on conflict (organization_id, (types[1]), starts_at) where status <> 'cancelled' do nothing
    returning id)
  select plans.position, plans.id, true as created from plans join inserted using (id)`;

const inTheWay = `select plan.position, activity.id from ${plans}
  join activities activity on activity.organization_id = plan."organizationId"
    and activity.types[1] = plan.types[1] and activity.starts_at = plan."startsAt" and activity.status <> 'cancelled'`;

export type ActivityChange = Partial<Omit<Activity, 'id' | 'organizationId' | 'version'>>;

/** Activities by id, for commands; always under a lock and within the caller's scope. */
@Injectable()
export class ActivitiesRepository {
  /** Those of the organizations that the caller may see, by their ids. */
  async organizations(
    tx: Transaction,
    ids: readonly string[],
    ranges: readonly PathRange[],
  ): Promise<Map<string, ActivityOrganization>> {
    const rows = await query<ActivityOrganization & { id: string }>(
      tx,
      `select id, type, path, dissolved_on::text as "dissolvedOn" from directory_organizations
       where id = any($1::uuid[]) and ${withinRanges('path', 2, 3)}`,
      [ids, ...rangeValues(ranges)],
    );
    return new Map(rows.map((organization) => [organization.id, organization]));
  }

  /**
   * Adds the activities, but for those whose organization has one of the same principal type and start.
   *
   * @returns for each the id of the one there is now, and whether it is the new one.
   */
  async addAll(tx: Transaction, activities: readonly NewActivity[]): Promise<Added[]> {
    const added = new Map<number, Added>();
    for (;;) {
      const waiting = activities.flatMap((activity, position) =>
        added.has(position) ? [] : [{ ...activity, position }],
      );
      // One in the way that was cancelled between the two statements leaves its place free: then once more.
      if (waiting.length === 0) return activities.map((_, position) => found(added, position));
      for (const row of await query<Added & { position: number }>(tx, insertAll, [
        JSON.stringify(waiting),
      ]))
        added.set(row.position, { id: row.id, created: row.created });
      const refused = waiting.filter(({ position }) => !added.has(position));
      if (refused.length === 0) continue;
      for (const row of await query<{ id: string; position: number }>(tx, inTheWay, [
        JSON.stringify(refused),
      ]))
        added.set(row.position, { id: row.id, created: false });
    }
  }

  /** Another of the same principal type and start. */
  async rival(
    tx: Transaction,
    id: string,
    event: Pick<Activity, 'organizationId' | 'types' | 'startsAt'>,
  ): Promise<string | undefined> {
    const rows = await query<{ id: string }>(tx, inTheWay, [
      JSON.stringify([{ ...event, position: 0 }]),
    ]);
    return rows.find((row) => row.id !== id)?.id;
  }

  /**
   * Locks the activity until the transaction ends, so that its state cannot change under a command.
   *
   * @throws activities.not_found where there is none in the ranges.
   */
  async lock(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<{ activity: Activity; path: string }> {
    const [organization] = await query<{ path: string }>(
      tx,
      `select organization.path
       from activities activity
         join directory_organizations organization on organization.id = activity.organization_id
       where activity.id = $1 and ${withinRanges('organization.path', 2, 3)}
       for update of activity`,
      [id, ...rangeValues(ranges)],
    );
    if (!organization) throw activityNotFound();
    return { activity: await tx.findOneByOrFail(Activity, { id }), path: organization.path };
  }

  /** Writes what changed, and counts the version up. */
  async change(tx: Transaction, id: string, change: ActivityChange): Promise<void> {
    await tx.update(Activity, { id }, change);
  }
}
