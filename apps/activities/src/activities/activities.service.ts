import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { brokenConstraint, inTransaction, type Transaction } from '#libs/database';
import { type ExpectedVersion, inCommand } from '#libs/http';
import type { Activity } from './activity.entity.js';
import { alreadyRecorded, organizationNotFound } from './activities.errors.js';
import { advance } from './activity-lifecycle.policy.js';
import { refusePlan } from './activity-plan.policy.js';
import { ActivitiesReadModel } from './activities.read-model.js';
import { type ActivityChange, ActivitiesRepository } from './activities.repository.js';
import type { ActivityDetailDto, ActivityPageDto } from './dto/activity.dto.js';
import type { ActivitiesQuery } from './dto/activity-list.dto.js';
import type { CancelActivityRequest, ReviseActivityRequest } from './dto/plan-activity.dto.js';

@Injectable()
export class ActivitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesRepository,
    private readonly readModel: ActivitiesReadModel,
    private readonly clock: Clock,
  ) {}

  list(principal: Principal, filter: ActivitiesQuery): Promise<ActivityPageDto> {
    return this.readModel.list(principal.ranges('activities.read'), filter);
  }

  get(principal: Principal, id: string): Promise<ActivityDetailDto> {
    return this.readModel.detail(id, principal.ranges('activities.read'));
  }

  /** Of two who have read the same version, one changes it. */
  async revise(
    principal: Principal,
    id: string,
    expected: ExpectedVersion,
    request: ReviseActivityRequest,
  ): Promise<ActivityDetailDto> {
    const once = (): Promise<ActivityDetailDto> =>
      this.reviseOnce(principal, id, expected, request);
    return once().catch((error: unknown) => {
      // Another record of the event came in between: the second time it is seen, and can be named.
      if (isRivalry(error)) return once();
      throw error;
    });
  }

  async cancel(
    principal: Principal,
    id: string,
    request: CancelActivityRequest,
  ): Promise<ActivityDetailDto> {
    const ranges = principal.ranges('activities.record');
    return inCommand(this.dataSource, async (tx) => {
      const { activity } = await this.activities.lock(tx, id, ranges);
      const { status } = advance(activity, { name: 'cancel' });
      await this.activities.change(tx, id, { status, cancelReason: request.reason });
      return this.readModel.detail(id, ranges, tx);
    });
  }

  private async reviseOnce(
    principal: Principal,
    id: string,
    expected: ExpectedVersion,
    request: ReviseActivityRequest,
  ): Promise<ActivityDetailDto> {
    const ranges = principal.ranges('activities.record');
    return inTransaction(this.dataSource, async (tx) => {
      const { activity } = await this.activities.lock(tx, id, ranges);
      expected.require(activity.version);
      advance(activity, { name: 'revise' });
      const startsAt =
        request.startsAt === undefined ? activity.startsAt : new Date(request.startsAt);
      const types = request.types ?? activity.types;
      const { organizationId } = activity;
      const organizations = await this.activities.organizations(tx, [organizationId], ranges);
      const organization = organizations.get(organizationId);
      if (!organization) throw organizationNotFound();
      refusePlan({ types, startsAt }, organization, this.clock.now());
      const change = {
        types,
        startsAt,
        heldOn: dayInShanghai(startsAt),
        title: request.title?.trim() ?? activity.title,
        place: request.place === undefined ? activity.place : request.place,
        agenda: request.agenda === undefined ? activity.agenda : request.agenda,
      };
      await this.change(tx, activity, change);
      return this.readModel.detail(id, ranges, tx);
    });
  }

  /** @throws activities.already_recorded when another record of the event is there. */
  private async change(
    tx: Transaction,
    activity: Activity,
    change: ActivityChange & Pick<Activity, 'types' | 'startsAt'>,
  ): Promise<void> {
    const { id, organizationId } = activity;
    const rival = await this.activities.rival(tx, id, { organizationId, ...change });
    if (rival !== undefined) throw alreadyRecorded(rival);
    await this.activities.change(tx, id, change);
  }
}

const isRivalry = (error: unknown): boolean =>
  brokenConstraint(error) === 'activities_one_record_an_event';
