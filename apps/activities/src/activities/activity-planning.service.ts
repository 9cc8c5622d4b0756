import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { answerBatch, type BatchAnswerDto, inCommand, type Language, readBatch } from '#libs/http';
import { alreadyRecorded, organizationNotFound } from './activities.errors.js';
import { ActivitiesReadModel } from './activities.read-model.js';
import { ActivitiesRepository, type NewActivity } from './activities.repository.js';
import { refusePlan } from './activity-plan.policy.js';
import type { ActivityDetailDto } from './dto/activity.dto.js';
import { type ActivityBatchRequest, PlanActivityRequest } from './dto/plan-activity.dto.js';

/** Plans activities: always a set, be it of one. */
@Injectable()
export class ActivityPlanningService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesRepository,
    private readonly readModel: ActivitiesReadModel,
    private readonly clock: Clock,
  ) {}

  plan(principal: Principal, request: PlanActivityRequest): Promise<ActivityDetailDto> {
    return inCommand(this.dataSource, async (tx) => {
      const [planned] = await this.planAll(tx, principal, [request]);
      if (typeof planned !== 'string') throw planned ?? new Error('none was planned');
      return this.readModel.detail(planned, principal.ranges('activities.record'), tx);
    });
  }

  async batch(
    principal: Principal,
    request: ActivityBatchRequest,
    language: Language,
  ): Promise<BatchAnswerDto> {
    const batch = await readBatch(PlanActivityRequest, request);
    return inCommand(this.dataSource, (tx) =>
      answerBatch(batch, language, (items) => this.planAll(tx, principal, items)),
    );
  }

  /** As many statements for a thousand as for one. */
  private async planAll(
    tx: Transaction,
    principal: Principal,
    requests: readonly PlanActivityRequest[],
  ): Promise<(string | DomainError)[]> {
    const ids = requests.map(({ organizationId }) => organizationId.toLowerCase());
    const ranges = principal.ranges('activities.record');
    const organizations = await this.activities.organizations(tx, ids, ranges);
    const now = this.clock.now();
    const plans = requests.map((request, index): NewActivity | DomainError => {
      const organization = organizations.get(ids[index] ?? '');
      if (!organization) return organizationNotFound();
      const startsAt = new Date(request.startsAt);
      const { types, title, place = null, agenda = null } = request;
      return (
        refusal(() => {
          refusePlan({ types, startsAt }, organization, now);
        }) ?? {
          organizationId: request.organizationId,
          types,
          title: title.trim(),
          startsAt,
          heldOn: dayInShanghai(startsAt),
          place,
          agenda,
          createdBy: principal.accountId,
        }
      );
    });
    const sound = plans.filter((plan): plan is NewActivity => !(plan instanceof DomainError));
    const added = (await this.activities.addAll(tx, sound)).values();
    return plans.map((plan) => {
      if (plan instanceof DomainError) return plan;
      const one = added.next().value;
      if (!one) throw new Error('not every activity was added');
      return one.created ? one.id : alreadyRecorded(one.id);
    });
  }
}

/** What a policy throws, as a value: one of many is refused, the others go on. */
function refusal(decide: () => void): DomainError | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
