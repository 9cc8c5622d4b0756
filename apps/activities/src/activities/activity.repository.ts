import { Injectable } from '@nestjs/common';
import type { OrganizationType } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { activityNotFound } from './activity.errors.js';
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
export type ActivityChange = Partial<Omit<Activity, 'id' | 'organizationId' | 'version'>>;

/** Activities by id, for commands; always under a lock and within the caller's scope. */
@Injectable()
export class ActivityRepository {
  /** The organization, where the caller may see it. */
  async organization(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<ActivityOrganization | undefined> {
    const [organization] = await query<ActivityOrganization & Record<string, unknown>>(
      tx,
      `select type, path, dissolved_on::text as "dissolvedOn" from directory_organizations
       where id = $1 and ${withinRanges('path', 2, 3)}`,
      [id, ...rangeValues(ranges)],
    );
    return organization;
  }

  /**
   * Adds the activity, unless the organization has one of the same principal type and start.
   *
   * @returns the id of the one there is now, and whether it is the new one.
   */
  async add(tx: Transaction, activity: NewActivity): Promise<{ id: string; created: boolean }> {
    const { organizationId, types, startsAt } = activity;
    for (;;) {
      const [created] = await query<{ id: string }>(
        tx,
        `insert into activities (organization_id, types, title, starts_at, held_on, place, agenda, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (organization_id, (types[1]), starts_at) where status <> 'cancelled' do nothing
         returning id`,
        [
          organizationId,
          types,
          activity.title,
          startsAt,
          activity.heldOn,
          activity.place,
          activity.agenda,
          activity.createdBy,
        ],
      );
      if (created) return { id: created.id, created: true };
      const [existing] = await query<{ id: string }>(
        tx,
        `select id from activities
         where organization_id = $1 and types[1] = $2 and starts_at = $3 and status <> 'cancelled'`,
        [organizationId, types[0], startsAt],
      );
      if (existing) return { id: existing.id, created: false };
      // The one in the way was cancelled between the two statements: the place is free.
    }
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
