import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ActivityType } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, subtree, withinRanges } from '#libs/database';
import { Cursors, type ListQuery } from '#libs/http';
import { activityNotFound } from '../activities/activities.errors.js';
import { isAttendedByNamed } from '../activities/activity-type.policy.js';
import type { AttendanceDto, AttendancePageDto } from './dto/attendance.dto.js';
import { exemptOn, isByExemption } from './exempt-on.js';

const activityOnRoster = {
  name: 'roster-activity',
  text: `select organization.path, activity.held_on::text as "heldOn", activity.types,
      activity.status in ('planned', 'held', 'returned') as open
    from activities activity
      join directory_organizations organization on organization.id = activity.organization_id
    where activity.id = $1 and ${withinRanges('organization.path', 2, 3)}`,
};

interface OnRoster extends Record<string, unknown> {
  readonly path: string;
  readonly heldOn: string;
  readonly types: ActivityType[];
  readonly open: boolean;
}

/**
 * While the record is open: the members of the day, and whoever was recorded. Once it is submitted, it is what it is:
 * only those recorded, whatever becomes of the directory. `$6`: who is exempt is so as exemptions stand now, whatever of
 * them was recorded.
 */
export const roster = {
  name: 'roster',
  text: `with expected as (
      select membership.person_id
      from directory_organizations organization
        join directory_memberships membership on membership.organization_id = organization.id
      where $4 and organization.path >= $2 and organization.path < $3
        and membership.starts_on <= $5::date
        and (membership.ends_on is null or membership.ends_on > $5::date)
      union
      select person_id from attendances where activity_id = $1
    ), named as (
      select expected.person_id, coalesce(person.name, '') collate "C" as name
      from expected left join directory_people person on person.id = expected.person_id
    )
    select named.person_id as "personId", named.name, settled.status,
      coalesce(${isByExemption('settled')}, false) as "byExemption", attendance.reason,
      attendance.made_up_on::text as "madeUpOn", attendance.note
    from named
      left join attendances attendance
        on attendance.activity_id = $1 and attendance.person_id = named.person_id
      cross join lateral (
        select attendance.reason, case when not $6 or not coalesce(${isByExemption('attendance')}, true)
            then attendance.status
          when ${exemptOn('named.person_id', '$5::date')} then 'exempt' end as status
      ) settled
    where (named.name, named.person_id) > ($7::text, $8::uuid)
    order by named.name, named.person_id
    limit $9`,
};

const START = ['', '00000000-0000-0000-0000-000000000000'] as const;

/** Who is expected at an activity, and how they attended. */
@Injectable()
export class RosterReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** @throws activities.not_found where there is none in the ranges. */
  async page(
    ranges: readonly PathRange[],
    activityId: string,
    { limit, cursor }: ListQuery,
  ): Promise<AttendancePageDto> {
    const list = ['attendance', activityId, ranges];
    const after = cursor ? this.cursors.open(cursor, list) : START;
    const [activity] = await readRows<OnRoster>(this.dataSource, activityOnRoster, [
      activityId,
      ...rangeValues(ranges),
    ]);
    if (!activity) throw activityNotFound();
    const { from, below } = subtree(activity.path);
    const rows = await readRows<AttendanceDto>(this.dataSource, roster, [
      activityId,
      from,
      below,
      activity.open,
      activity.heldOn,
      activity.open && !isAttendedByNamed(activity.types),
      ...after,
      limit + 1,
    ]);
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.name, row.personId],
      map: (row) => row,
    });
  }
}
