import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRows } from '#libs/database';
import { Cursors, type ListQuery } from '#libs/http';
import type { OwnActivityDto, OwnActivityPageDto } from './dto/own-activity.dto.js';

/** Bounded by what one person can attend in a life, so it is read by person and sorted. */
const ownActivities = {
  name: 'own-activities',
  text: `select activity.id as "activityId", organization.name as "organizationName", activity.types,
      activity.title, activity.starts_at as "startsAt", activity.held_on::text as "heldOn",
      activity.status as "activityStatus", attendance.status, attendance.reason,
      attendance.made_up_on::text as "madeUpOn"
    from attendances attendance
      join activities activity on activity.id = attendance.activity_id
      left join directory_organizations organization on organization.id = activity.organization_id
    where attendance.person_id = $1 and (activity.starts_at, activity.id) < ($2::timestamptz, $3::uuid)
    order by activity.starts_at desc, activity.id desc
    limit $4`,
};

const START = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/** What one person attended, missed and made up: the own record, wherever the person was a member then. */
@Injectable()
export class OwnActivitiesReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  async page(personId: string, { limit, cursor }: ListQuery): Promise<OwnActivityPageDto> {
    const list = ['own-activities', personId];
    const after = cursor ? this.cursors.open(cursor, list) : START;
    const rows = await readRows<OwnActivityDto>(this.dataSource, ownActivities, [
      personId,
      ...after,
      limit + 1,
    ]);
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.startsAt.toISOString(), row.activityId],
      map: (row) => row,
    });
  }
}
