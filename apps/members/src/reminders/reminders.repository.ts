import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import type { Reminder } from './reminder.policy.js';
import { hasTerm, isOnProbation, isUnanswered } from './waiting.js';

export interface ToldReminder extends Reminder {
  readonly id: string;
}

/** How many are forgotten at once, so that nobody waits for a lock and the directory's feed for nobody. */
export const FORGOTTEN_AT_ONCE = 1000;

/** While it waits, who forgot it would tell it once more. Of a term whoever was elected since it was told has another. */
const waits = `case told.kind
    when 'probation' then exists (select from memberships membership
      where membership.person_id = told.subject_id and ${isOnProbation})
    when 'election' then exists (select from organizations organization
      where organization.id = told.subject_id and ${hasTerm}
        and organization.elected_on <= (told.told_at at time zone 'Asia/Shanghai')::date)
    else exists (select from transfers transfer where transfer.id = told.subject_id and ${isUnanswered})
  end`;

export const forgottenReminders = {
  text: `delete from reminders where id in (
      select id from reminders told where told_at < $1::timestamptz - interval '2 years' and not ${waits}
      order by told_at limit ${FORGOTTEN_AT_ONCE})
    returning id`,
};

@Injectable()
export class RemindersRepository {
  /**
   * Notes what is told now. Who notes the same at once is waited for, in one order for all.
   * @returns those that were not told before.
   */
  async note(tx: Transaction, reminders: readonly Reminder[], now: Date): Promise<ToldReminder[]> {
    if (reminders.length === 0) return [];
    const noted = await query<{ id: string; subjectId: string }>(
      tx,
      `insert into reminders (kind, stage, subject_id, organization_id, due_on, told_at)
       select kind, stage, "subjectId", "organizationId", "dueOn", $2
       from jsonb_to_recordset($1::jsonb) as due(kind text, stage text, "subjectId" uuid, "organizationId" uuid, "dueOn" date)
       order by "subjectId", kind, "dueOn", stage, "organizationId"
       on conflict on constraint reminders_told_once do nothing
       returning id, subject_id as "subjectId"`,
      [JSON.stringify(reminders), now],
    );
    const ids = new Map(noted.map(({ id, subjectId }) => [subjectId, id]));
    return reminders.flatMap((reminder) => {
      const id = ids.get(reminder.subjectId);
      return id === undefined ? [] : [{ id, ...reminder }];
    });
  }

  /**
   * Forgets what was told more than two years ago and waits no longer, some at once.
   * @returns how many.
   */
  async forget(tx: Transaction, now: Date): Promise<number> {
    return (await query(tx, forgottenReminders.text, [now])).length;
  }
}
