import { Injectable } from '@nestjs/common';
import type { AttendanceStatus } from '#libs/contracts';
import { query, type Transaction } from '#libs/database';
import { exemptOn, isByExemption } from '../attendance/exempt-on.js';

/** The history of decisions, whose rows are added and never changed, and what a decision files. */
@Injectable()
export class ReviewsRepository {
  async add(
    tx: Transaction,
    review: {
      readonly activityId: string;
      readonly decision: 'approved' | 'returned';
      readonly reason: string | null;
      readonly by: string;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `insert into reviews (activity_id, decision, reason, reviewed_by, reviewed_at)
       values ($1, $2, $3, $4, $5)`,
      [review.activityId, review.decision, review.reason, review.by, review.at],
    );
  }

  /**
   * Whose record their exemptions contradict by now: recorded as exempt by one that does not hold on the day any more, or
   * as away while one does. Of those who were named (`forNamed`) nobody is exempt.
   */
  contradicted(
    tx: Transaction,
    activityId: string,
    forNamed: boolean,
  ): Promise<{ readonly personId: string; readonly name: string }[]> {
    return query(
      tx,
      `select attendance.person_id as "personId", coalesce(person.name, '') as name
       from attendances attendance
         join activities activity on activity.id = attendance.activity_id
         left join directory_people person on person.id = attendance.person_id
       where attendance.activity_id = $1 and (
         (${isByExemption('attendance')} and not ${exemptOn('attendance.person_id', 'activity.held_on')})
         or (not $2 and attendance.status in ('absent', 'leave')
           and ${exemptOn('attendance.person_id', 'activity.held_on')}))
       order by name, attendance.person_id`,
      [activityId, forNamed],
    );
  }

  /** Everybody's attendance, as the event of filing carries it. */
  async settledAttendance(
    tx: Transaction,
    activityId: string,
  ): Promise<[string, AttendanceStatus][]> {
    const rows = await query<{ person_id: string; status: AttendanceStatus }>(
      tx,
      'select person_id, status from attendances where activity_id = $1 order by person_id',
      [activityId],
    );
    return rows.map((row) => [row.person_id, row.status]);
  }
}
