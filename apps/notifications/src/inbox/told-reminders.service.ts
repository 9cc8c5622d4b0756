import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { EventPayload } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { tellReminder } from '../templates/reminder-messages.policy.js';
import { InboxRepository } from './inbox.repository.js';
import { OfficersReadModel } from './officers.read-model.js';

/** Reminders reach who acts, as it stands when they come. */
@Injectable()
export class ToldRemindersService {
  constructor(
    private readonly messages: InboxRepository,
    private readonly officers: OfficersReadModel,
    private readonly clock: Clock,
  ) {}

  async tell(
    tx: Transaction,
    reminders: readonly EventPayload<'members.reminder.due'>[],
  ): Promise<void> {
    const acting = await this.officers.of(
      tx,
      reminders.map(({ organizationId }) => organizationId),
      dayInShanghai(this.clock.now()),
    );
    await this.messages.tell(
      tx,
      reminders.flatMap((reminder) => {
        const address = acting.get(reminder.organizationId);
        return address ? tellReminder(reminder, address) : [];
      }),
    );
  }
}
