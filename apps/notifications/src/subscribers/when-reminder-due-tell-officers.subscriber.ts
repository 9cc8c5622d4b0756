import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import type { Subscriber } from '#libs/messaging';
import { ToldRemindersService } from '../inbox/told-reminders.service.js';

/** A day comes near or has passed: who acts for the organization is told, and the member whose probation or letter it is. */
@Injectable()
export class WhenReminderDueTellOfficers implements Subscriber<'notifications.tell-reminders'> {
  readonly name = 'notifications.tell-reminders';

  constructor(private readonly reminders: ToldRemindersService) {}

  async handle(
    events: readonly EventEnvelope<'members.reminder.due'>[],
    tx: Transaction,
  ): Promise<void> {
    await this.reminders.tell(
      tx,
      events.map((event) => event.payload),
    );
  }
}
