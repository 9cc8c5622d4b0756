import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import type { Subscriber } from '#libs/messaging';
import { InboxService } from '../inbox/inbox.service.js';

/** A month was published: members are told the own score, group leaders the group's, secretaries the branch's. */
@Injectable()
export class WhenScoresPublishedTellMembers implements Subscriber<'notifications.tell-published-scores'> {
  readonly name = 'notifications.tell-published-scores';

  constructor(private readonly inbox: InboxService) {}

  async handle(
    events: readonly EventEnvelope<'assessment.scores.published'>[],
    tx: Transaction,
  ): Promise<void> {
    await this.inbox.tellScores(
      tx,
      events.map((event) => event.payload),
    );
  }
}
