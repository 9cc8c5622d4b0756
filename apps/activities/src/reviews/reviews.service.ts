import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { isWithin, subtree, type Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import { Outbox } from '#libs/messaging';
import type { Activity } from '../activities/activity.entity.js';
import { advance } from '../activities/activity-lifecycle.policy.js';
import { ActivitiesReadModel } from '../activities/activities.read-model.js';
import { ActivitiesRepository } from '../activities/activities.repository.js';
import type { ActivityDetailDto } from '../activities/dto/activity.dto.js';
import type { ReturnActivityRequest } from './dto/review.dto.js';
import { ReviewsRepository } from './reviews.repository.js';

/** The role that may review what it submitted itself, where it is held. */
function isAdministratorAt(principal: Principal, path: string): boolean {
  return principal.roles.some(
    (held) => held.role === 'administrator' && isWithin(path, [subtree(held.path)]),
  );
}

@Injectable()
export class ReviewsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesRepository,
    private readonly reviews: ReviewsRepository,
    private readonly readModel: ActivitiesReadModel,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async approve(principal: Principal, id: string): Promise<ActivityDetailDto> {
    const ranges = principal.ranges('activities.review');
    return inCommand(this.dataSource, async (tx) => {
      const activity = await this.decide(tx, principal, id, { name: 'approve', reason: null });
      await this.outbox.publish(tx, 'activities.activity.filed', {
        v: 1,
        activityId: id,
        organizationId: activity.organizationId,
        types: activity.types,
        heldOn: activity.heldOn,
        backfilled: activity.backfilled,
        attendance: await this.reviews.settledAttendance(tx, id),
        lecturers: activity.lecturers,
      });
      return this.readModel.detail(id, ranges, tx);
    });
  }

  async return(
    principal: Principal,
    id: string,
    { reason }: ReturnActivityRequest,
  ): Promise<ActivityDetailDto> {
    return inCommand(this.dataSource, async (tx) => {
      await this.decide(tx, principal, id, { name: 'return', reason });
      return this.readModel.detail(id, principal.ranges('activities.review'), tx);
    });
  }

  private async decide(
    tx: Transaction,
    principal: Principal,
    id: string,
    decision: { readonly name: 'approve' | 'return'; readonly reason: string | null },
  ): Promise<Activity> {
    const ranges = principal.ranges('activities.review');
    const { activity, path } = await this.activities.lock(tx, id, ranges);
    const { name, reason } = decision;
    const by = principal.accountId;
    const administrator = isAdministratorAt(principal, path);
    const { status, reviewedBy } = advance(activity, { name, by, administrator });
    const at = this.clock.now();
    await this.reviews.add(tx, {
      activityId: id,
      decision: name === 'approve' ? 'approved' : 'returned',
      reason,
      by,
      at,
    });
    await this.activities.change(tx, id, {
      status,
      reviewedBy,
      reviewedAt: at,
      returnReason: reason,
    });
    return activity;
  }
}
