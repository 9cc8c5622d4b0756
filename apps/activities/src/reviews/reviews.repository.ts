import { Injectable } from '@nestjs/common';
import type { AttendanceStatus } from '#libs/contracts';
import { query, type Transaction } from '#libs/database';

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
