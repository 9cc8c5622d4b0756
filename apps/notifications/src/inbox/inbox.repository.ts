import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import type { NewMessage } from '../templates/new-message.js';
import { addressedTo, ofOffices, own, readerValues, unread } from './addressed.js';
import type { Reader } from './reader.js';

/** Writes messages and readings. */
@Injectable()
export class InboxRepository {
  /**
   * Keeps all messages with one statement. What this source has told of this subject before is left as it is, so a
   * repeated event changes nothing, while a correction, being another source, tells again. One order for all: writers
   * cannot lock each other out, and of one batch the organization's message lies above the person's own.
   */
  async tell(tx: Transaction, messages: readonly NewMessage[]): Promise<void> {
    const rows = messages.map(({ template, sourceId, subjectId, params, to }) => ({
      template,
      sourceId,
      subjectId,
      params,
      ...to,
    }));
    await tx.query(
      `insert into messages (recipient_person_id, organization_id, role, template, source_id, subject_id, params)
       select "personId", "organizationId", role, template, "sourceId", "subjectId", params
       from jsonb_to_recordset($1::jsonb) as told("personId" uuid, "organizationId" uuid, role text, template text,
         "sourceId" uuid, "subjectId" uuid, params jsonb)
       order by template desc, "sourceId", "subjectId"
       on conflict on constraint messages_told_once do nothing`,
      [JSON.stringify(rows)],
    );
  }

  /** @returns false when no such message is addressed to the reader. */
  async markRead(tx: Transaction, reader: Reader, messageId: string): Promise<boolean> {
    const addressed = await query<{ id: string }>(
      tx,
      `select message.id from messages message where message.id = $4 and ${addressedTo('message')}`,
      [...readerValues(reader), messageId],
    );
    if (addressed.length === 0) return false;
    await tx.query(
      'insert into readings (reader_id, message_id) values ($1, $2) on conflict do nothing',
      [reader.id, messageId],
    );
    return true;
  }

  /**
   * Keeps a reading of all that is unread with one statement. One order for all, so two at once cannot lock each other
   * out; the later leaves what the earlier has read.
   * @returns how many messages were unread until now.
   */
  async markAllRead(tx: Transaction, reader: Reader): Promise<number> {
    const [row] = await query<{ marked: number }>(
      tx,
      `with marked as (
         insert into readings (reader_id, message_id)
         select $4::uuid, addressed.id from (
           (select message.id from ${own} and ${unread})
           union all
           (select message.id from ${ofOffices} and ${unread})
         ) addressed order by addressed.id
         on conflict do nothing returning message_id)
       select count(*)::int as marked from marked`,
      [...readerValues(reader), reader.id],
    );
    return row?.marked ?? 0;
  }
}
