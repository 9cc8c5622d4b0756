import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addMonths, firstDay, shanghaiInstant } from '#libs/calendar';
import {
  type PathRange,
  query,
  rangesWithin,
  rangeValues,
  readRows,
  subtree,
  type Transaction,
  withinRanges,
} from '#libs/database';
import { Cursors } from '#libs/http';
import { activityNotFound } from './activities.errors.js';
import type { ActivityDetailDto, ActivityDto, ActivityPageDto } from './dto/activity.dto.js';
import type { ActivitiesQuery } from './dto/activity-list.dto.js';

const columns = `activity.id, activity.organization_id as "organizationId", activity.types, activity.title,
  activity.starts_at as "startsAt", activity.held_on::text as "heldOn", activity.place, activity.status,
  activity.backfilled`;

/**
 * One bounded probe of `activities_of_organization` for each organization in scope, then a merge: what is read grows
 * with the organizations times the page, never with the activities. The organizations are materialized, or the planner
 * may probe foreign ones first and drop them after. The ranges are disjoint (`mergeRanges`), so none comes twice.
 * Absent bounds are infinities rather than nulls, so that they stay index conditions.
 */
const list = (name: string, order: 'asc' | 'desc', beyond: '>' | '<') => ({
  name,
  text: `with organizations as materialized (
      select organization.id, organization.name
      from unnest($1::text[], $2::text[]) as scope(lower_bound, upper_bound)
        join directory_organizations organization on organization.path >= scope.lower_bound collate "C"
          and organization.path < scope.upper_bound collate "C"
    )
    select activity.*, organization.name as "organizationName"
    from organizations organization
      cross join lateral (
        select ${columns} from activities activity
        where activity.organization_id = organization.id
          and (activity.starts_at, activity.id) ${beyond} ($3::timestamptz, $4::uuid)
          and activity.starts_at >= $5::timestamptz and activity.starts_at < $6::timestamptz
          and ($7::text is null or activity.status = $7)
          and ($8::text is null or $8 = any (activity.types))
        order by activity.starts_at ${order}, activity.id ${order}
        limit $9
      ) activity
    order by activity."startsAt" ${order}, activity.id ${order}
    limit $9`,
});

/** By the order asked for: the statement, and a position before all. */
export const activityLists = {
  '-startsAt': {
    statement: list('activity-list', 'desc', '<'),
    start: ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  },
  startsAt: {
    statement: list('activity-list-ascending', 'asc', '>'),
    start: ['-infinity', '00000000-0000-0000-0000-000000000000'],
  },
} as const;

const activityDetail = {
  name: 'activity-detail',
  text: `select ${columns}, organization.name as "organizationName", activity.agenda, activity.minutes,
      activity.outcome, activity.follow_up as "followUp", activity.lecturers as "lecturerIds", activity.warnings,
      activity.recorded_at as "recordedAt", activity.submitted_by as "submittedBy",
      activity.submitted_at as "submittedAt", activity.return_reason as "returnReason",
      activity.cancel_reason as "cancelReason", activity.version,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value) order by position), '[]')
        from evidence where activity_id = activity.id) as evidence,
      (select coalesce(jsonb_agg(jsonb_build_object('decision', decision, 'reason', reason,
          'reviewedBy', reviewed_by, 'reviewedAt', to_char(reviewed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by review.id), '[]')
        from reviews review where activity_id = activity.id) as reviews,
      (select jsonb_build_object(
          'present', count(*) filter (where status = 'present'),
          'leave', count(*) filter (where status = 'leave'),
          'absent', count(*) filter (where status = 'absent'),
          'made_up', count(*) filter (where status = 'made_up'),
          'exempt', count(*) filter (where status = 'exempt'))
        from attendances where activity_id = activity.id) as attendance
    from activities activity
      join directory_organizations organization on organization.id = activity.organization_id
    where activity.id = $1 and ${withinRanges('organization.path', 2, 3)}`,
};

/** Activities as screens show them. */
@Injectable()
export class ActivitiesReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  async list(ranges: readonly PathRange[], filter: ActivitiesQuery): Promise<ActivityPageDto> {
    const { limit, organizationId, status = null, type = null, month = null, sort } = filter;
    const bound = ['activities', organizationId ?? null, status, type, month, sort, ranges];
    const { statement, start } = activityLists[sort];
    const after = filter.cursor ? this.cursors.open(filter.cursor, bound) : start;
    const rows = await readRows<ActivityDto>(this.dataSource, statement, [
      ...rangeValues(organizationId ? await this.within(ranges, organizationId) : ranges),
      ...after,
      month ? shanghaiInstant(firstDay(month), '00:00') : '-infinity',
      month ? shanghaiInstant(firstDay(addMonths(month, 1)), '00:00') : 'infinity',
      status,
      type,
      limit + 1,
    ]);
    return this.cursors.page(rows, {
      limit,
      list: bound,
      position: (row) => [row.startsAt.toISOString(), row.id],
      map: (row) => row,
    });
  }

  /** @throws activities.not_found where there is none in the ranges. */
  async detail(
    id: string,
    ranges: readonly PathRange[],
    on: DataSource | Transaction = this.dataSource,
  ): Promise<ActivityDetailDto> {
    const [row] = await readRows<ActivityDetailDto>(on, activityDetail, [
      id,
      ...rangeValues(ranges),
    ]);
    if (!row) throw activityNotFound();
    return row;
  }

  /** What the ranges and the organization's subtree have in common. */
  private async within(ranges: readonly PathRange[], organizationId: string): Promise<PathRange[]> {
    const [organization] = await query<{ path: string }>(
      this.dataSource,
      'select path from directory_organizations where id = $1',
      [organizationId],
    );
    if (!organization) return [];
    return rangesWithin(ranges, subtree(organization.path));
  }
}
