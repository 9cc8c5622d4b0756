import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import type { EventEnvelope, EventOf, EventPayload } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import type { FactPageDto, FactsQuery } from './dto/fact.dto.js';
import { factsOfFiling, factsOfSettlement, type NewFact } from './fact.policy.js';
import { FactsReadModel } from './facts.read-model.js';
import { FactsRepository } from './facts.repository.js';

type ActivityEvent = EventEnvelope<EventOf<'assessment.record-activity-facts'>>;

function factsOf(event: ActivityEvent): NewFact[] {
  switch (event.type) {
    case 'activities.activity.filed':
      return factsOfFiling(event.payload as EventPayload<'activities.activity.filed'>);
    case 'activities.attendance.settled':
      return factsOfSettlement(event.payload as EventPayload<'activities.attendance.settled'>);
  }
}

@Injectable()
export class FactsService {
  constructor(
    private readonly facts: FactsRepository,
    private readonly readModel: FactsReadModel,
  ) {}

  list(principal: Principal, filter: FactsQuery): Promise<FactPageDto> {
    return this.readModel.list(principal.ranges('facts.read'), filter);
  }

  recordActivities(events: readonly ActivityEvent[], tx: Transaction): Promise<void> {
    return this.facts.record(tx, events.flatMap(factsOf));
  }
}
