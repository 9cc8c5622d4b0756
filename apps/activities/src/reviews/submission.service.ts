import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { inCommand } from '#libs/http';
import { advance } from '../activities/activity-lifecycle.policy.js';
import { ActivitiesReadModel } from '../activities/activities.read-model.js';
import { ActivitiesRepository } from '../activities/activities.repository.js';
import type { ActivityDetailDto } from '../activities/dto/activity.dto.js';
import { isAttendedByNamed } from '../activities/activity-type.policy.js';
import { refuseMissing } from '../attendance/attendance.policy.js';
import { ReviewsRepository } from './reviews.repository.js';

@Injectable()
export class SubmissionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesRepository,
    private readonly reviews: ReviewsRepository,
    private readonly readModel: ActivitiesReadModel,
    private readonly clock: Clock,
  ) {}

  async submit(principal: Principal, id: string): Promise<ActivityDetailDto> {
    const ranges = principal.ranges('activities.record');
    return inCommand(this.dataSource, async (tx) => {
      const { activity } = await this.activities.lock(tx, id, ranges);
      const { status, submittedBy } = advance(activity, {
        name: 'submit',
        by: principal.accountId,
      });
      // From here on the record stays as it is: what exemptions contradict by now must be recorded anew.
      refuseMissing(await this.reviews.contradicted(tx, id, isAttendedByNamed(activity.types)));
      await this.activities.change(tx, id, {
        status,
        submittedBy,
        submittedAt: this.clock.now(),
        returnReason: null,
      });
      return this.readModel.detail(id, ranges, tx);
    });
  }
}
