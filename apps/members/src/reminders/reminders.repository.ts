import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import type { Reminder } from './reminder.policy.js';

export interface ToldReminder extends Reminder {
  readonly id: string;
}

@Injectable()
export class RemindersRepository {
  /**
   * Notes what is told now. Who notes the same at once is waited for, in one order for all.
   * @returns those that were not told before.
   */
  async note(tx: Transaction, reminders: readonly Reminder[]): Promise<ToldReminder[]> {
    if (reminders.length === 0) return [];
    const noted = await query<{ id: string; subjectId: string }>(
      tx,
      `insert into reminders (kind, stage, subject_id, organization_id, due_on)
       select kind, stage, "subjectId", "organizationId", "dueOn"
       from jsonb_to_recordset($1::jsonb) as due(kind text, stage text, "subjectId" uuid, "organizationId" uuid, "dueOn" date)
       order by "subjectId", kind, "dueOn", stage, "organizationId"
       on conflict on constraint reminders_told_once do nothing
       returning id, subject_id as "subjectId"`,
      [JSON.stringify(reminders)],
    );
    const ids = new Map(noted.map(({ id, subjectId }) => [subjectId, id]));
    return reminders.flatMap((reminder) => {
      const id = ids.get(reminder.subjectId);
      return id === undefined ? [] : [{ id, ...reminder }];
    });
  }
}
