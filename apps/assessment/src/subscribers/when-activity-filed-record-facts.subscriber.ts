import { Injectable } from '@nestjs/common';
import type { EventEnvelope, EventOf } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import type { Subscriber } from '#libs/messaging';
import { FactsService } from '../facts/facts.service.js';

type Name = 'assessment.record-activity-facts';

/** An activity was filed, or somebody's attendance settled: its numbers become facts. */
@Injectable()
export class WhenActivityFiledRecordFacts implements Subscriber<Name> {
  readonly name = 'assessment.record-activity-facts';

  constructor(private readonly facts: FactsService) {}

  handle(events: readonly EventEnvelope<EventOf<Name>>[], tx: Transaction): Promise<void> {
    return this.facts.recordActivities(events, tx);
  }
}
