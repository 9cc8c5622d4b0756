import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRows, type Transaction } from '#libs/database';
import type { Content } from '../templates/templates.js';
import { addressedTo, ofOffices, own, readerValues, unread } from './addressed.js';
import type { Reader } from './reader.js';

export type MessageRow = Content & {
  id: string;
  source_id: string;
  subject_id: string;
  organization_name: string | null;
  created_at: Date;
  read_at: Date | null;
};

const shown = `message.id, message.template, message.params, message.source_id, message.subject_id,
  organization.name as organization_name, message.created_at, reading.read_at`;

/** `$4` is the reader, under whose id readings are kept. */
const lookedUp = `left join readings reading on reading.message_id = message.id and reading.reader_id = $4
  left join directory_organizations organization on organization.id = message.subject_id`;

/** Before the first page: ids are UUIDs, and none is above this. A plain bound, so that every plan uses the index. */
const newest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** `$5` unread only, `$6` the position, `$7` how many. */
const nextOnes = `(not $5::boolean or ${unread}) and message.id < $6
  order by message.id desc limit $7`;

const page = {
  name: 'inbox-page',
  text: `select ${shown} from (
      (select message.* from ${own} and ${nextOnes})
      union all
      (select message.* from ${ofOffices} and ${nextOnes})
    ) message ${lookedUp} order by message.id desc limit $7`,
};

const one = {
  name: 'inbox-message',
  text: `select ${shown} from messages message ${lookedUp} where message.id = $5 and ${addressedTo('message')}`,
};

const countUnread = {
  name: 'inbox-unread',
  text: `select ((select count(*) from ${own} and ${unread})
    + (select count(*) from ${ofOffices} and ${unread}))::int as unread`,
};

/** Messages as their readers see them. */
@Injectable()
export class InboxReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(
    reader: Reader,
    options: { unreadOnly: boolean; before: string | null; rows: number },
  ): Promise<MessageRow[]> {
    return readRows(this.dataSource, page, [
      ...readerValues(reader),
      reader.id,
      options.unreadOnly,
      options.before ?? newest,
      options.rows,
    ]);
  }

  async one(
    reader: Reader,
    id: string,
    on: DataSource | Transaction = this.dataSource,
  ): Promise<MessageRow | undefined> {
    const values = [...readerValues(reader), reader.id, id];
    const [row] = await readRows<MessageRow>(on, one, values);
    return row;
  }

  async unread(reader: Reader): Promise<number> {
    const values = [...readerValues(reader), reader.id];
    const [row] = await readRows<{ unread: number }>(this.dataSource, countUnread, values);
    return row?.unread ?? 0;
  }
}
