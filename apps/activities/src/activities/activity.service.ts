import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { inTransaction } from '#libs/database';
import { alreadyRecorded, organizationDissolved, organizationNotFound } from './activity.errors.js';
import { advance } from './activity-lifecycle.policy.js';
import { ActivityReadModel } from './activity.read-model.js';
import { ActivityRepository } from './activity.repository.js';
import { refuseStart } from './activity-time.policy.js';
import { refuseTypes } from './activity-type.policy.js';
import type { ActivityDetailDto, ActivityPageDto } from './dto/activity.dto.js';
import type { ActivityListQuery } from './dto/activity-list.dto.js';
import type { CancelActivityRequest, PlanActivityRequest } from './dto/plan-activity.dto.js';

@Injectable()
export class ActivityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivityRepository,
    private readonly readModel: ActivityReadModel,
    private readonly clock: Clock,
  ) {}

  list(principal: Principal, filter: ActivityListQuery): Promise<ActivityPageDto> {
    return this.readModel.list(principal.ranges('activities.read'), filter);
  }

  get(principal: Principal, id: string): Promise<ActivityDetailDto> {
    return this.readModel.detail(id, principal.ranges('activities.read'));
  }

  async plan(principal: Principal, request: PlanActivityRequest): Promise<ActivityDetailDto> {
    const { organizationId, types, title } = request;
    const startsAt = new Date(request.startsAt);
    refuseStart(startsAt, this.clock.now());
    const heldOn = dayInShanghai(startsAt);
    const ranges = principal.ranges('activities.record');
    const id = await inTransaction(this.dataSource, async (tx) => {
      const organization = await this.activities.organization(tx, organizationId, ranges);
      if (!organization) throw organizationNotFound();
      if (organization.dissolvedOn !== null && organization.dissolvedOn <= heldOn)
        throw organizationDissolved();
      refuseTypes(types, organization.type);
      const added = await this.activities.add(tx, {
        organizationId,
        types,
        title: title.trim(),
        startsAt,
        heldOn,
        place: request.place ?? null,
        agenda: request.agenda ?? null,
        createdBy: principal.accountId,
      });
      if (!added.created) throw alreadyRecorded(added.id);
      return added.id;
    });
    return this.readModel.detail(id, ranges);
  }

  async cancel(
    principal: Principal,
    id: string,
    request: CancelActivityRequest,
  ): Promise<ActivityDetailDto> {
    const ranges = principal.ranges('activities.record');
    await inTransaction(this.dataSource, async (tx) => {
      const { activity } = await this.activities.lock(tx, id, ranges);
      const { status } = advance(activity, { name: 'cancel' });
      await this.activities.change(tx, id, { status, cancelReason: request.reason });
    });
    return this.readModel.detail(id, ranges);
  }
}
