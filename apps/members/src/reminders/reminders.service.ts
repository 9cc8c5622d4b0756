import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dayInShanghai } from '#libs/calendar';
import { type ReminderKind, reminderKinds } from '#libs/contracts';
import { inTransaction } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { RulesReadModel } from '../rules/rules.read-model.js';
import { reminderOf } from './reminder.policy.js';
import { AT_ONCE, type Position, RemindersReadModel } from './reminders.read-model.js';
import { FORGOTTEN_AT_ONCE, RemindersRepository } from './reminders.repository.js';

interface Page {
  readonly told: number;
  /** Null where there is no more. */
  readonly last: Position;
}

/** Tells of days that come near or have passed, each once for its stage and who has to act. */
@Injectable()
export class RemindersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readModel: RemindersReadModel,
    private readonly reminders: RemindersRepository,
    private readonly rules: RulesReadModel,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Tells what is due on the day in Shanghai and has not been told, however long nobody looked. A transaction a page: one over all of
   * them would hold the directory's feed back. Who stops in between, or looks beside another copy, tells nothing twice.
   * @returns how many were told.
   */
  async tellDue(now: Date, signal?: AbortSignal): Promise<number> {
    let told = 0;
    for (const kind of reminderKinds) {
      let after: Position = null;
      do {
        if (signal?.aborted) return told;
        const page = await this.tellPage(kind, now, after);
        told += page.told;
        after = page.last;
      } while (after !== null);
    }
    return told;
  }

  /** Forgets what was told long ago and is over; several copies at once do no harm. */
  async forgetOld(now: Date, signal?: AbortSignal): Promise<void> {
    let forgotten: number;
    do {
      if (signal?.aborted) return;
      forgotten = await inTransaction(this.dataSource, (tx) => this.reminders.forget(tx, now));
    } while (forgotten === FORGOTTEN_AT_ONCE);
  }

  private tellPage(kind: ReminderKind, now: Date, after: Position): Promise<Page> {
    const today = dayInShanghai(now);
    return inTransaction(this.dataSource, async (tx) => {
      const rules = await this.rules.values(tx, today);
      const waiting = await this.readModel.page(tx, kind, after);
      const due = waiting.flatMap((one) => reminderOf(one, today, rules) ?? []);
      const told = await this.reminders.note(tx, due, now);
      await this.outbox.publish(
        tx,
        'members.reminder.due',
        ...told.map(({ id: reminderId, ...reminder }) => ({
          v: 1 as const,
          reminderId,
          ...reminder,
        })),
      );
      const last = waiting.length < AT_ONCE ? null : (waiting.at(-1)?.position ?? null);
      return { told: told.length, last };
    });
  }
}
