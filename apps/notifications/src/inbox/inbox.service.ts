import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { EventPayload } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { Cursors, inCommand, type Language } from '#libs/http';
import { tellScores } from '../templates/score-messages.policy.js';
import { render } from '../templates/templates.js';
import type {
  InboxAllReadDto,
  InboxMessageDto,
  InboxPageDto,
  InboxQuery,
  InboxSummaryDto,
} from './dto/inbox.dto.js';
import { messageNotFound } from './inbox.errors.js';
import { InboxReadModel, type MessageRow } from './inbox.read-model.js';
import { InboxRepository } from './inbox.repository.js';
import { linkOf } from './link.policy.js';
import { readerOf } from './reader.js';

function toDto(row: MessageRow, language: Language): InboxMessageDto {
  const context = { organizationName: row.organization_name };
  return {
    id: row.id,
    kind: row.template,
    ...render(row, language, context),
    link: linkOf(row, row.source_id, row.subject_id),
    createdAt: row.created_at,
    readAt: row.read_at,
  };
}

@Injectable()
export class InboxService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readModel: InboxReadModel,
    private readonly messages: InboxRepository,
    private readonly cursors: Cursors,
  ) {}

  /** Each to whom a published score belongs. */
  async tellScores(
    tx: Transaction,
    published: readonly EventPayload<'assessment.scores.published'>[],
  ): Promise<void> {
    await this.messages.tell(tx, published.flatMap(tellScores));
  }

  async list(principal: Principal, filter: InboxQuery, language: Language): Promise<InboxPageDto> {
    const reader = readerOf(principal);
    const unreadOnly = filter.unread ?? false;
    // Bound to the reader and not to the offices held: losing one shortens the list, it does not break the paging.
    const list = ['inbox', reader.id, unreadOnly];
    const [before] = filter.cursor ? this.cursors.open(filter.cursor, list) : [];
    const rows = await this.readModel.page(reader, {
      unreadOnly,
      before: typeof before === 'string' ? before : null,
      rows: filter.limit + 1,
    });
    return this.cursors.page(rows, {
      limit: filter.limit,
      list,
      position: (row) => [row.id],
      map: (row) => toDto(row, language),
    });
  }

  async summary(principal: Principal): Promise<InboxSummaryDto> {
    return { unread: await this.readModel.unread(readerOf(principal)) };
  }

  async read(principal: Principal, id: string, language: Language): Promise<InboxMessageDto> {
    const reader = readerOf(principal);
    return inCommand(this.dataSource, async (tx) => {
      const addressed = await this.messages.markRead(tx, reader, id);
      const row = addressed ? await this.readModel.one(reader, id, tx) : undefined;
      if (!row) throw messageNotFound();
      return toDto(row, language);
    });
  }

  async readAll(principal: Principal): Promise<InboxAllReadDto> {
    const reader = readerOf(principal);
    return inCommand(this.dataSource, async (tx) => ({
      marked: await this.messages.markAllRead(tx, reader),
    }));
  }
}
