import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import type { Permission } from '#libs/contracts';
import { Cursors, type ListQuery } from '#libs/http';
import { PeopleRepository } from '../people/people.repository.js';
import type { TransferDto, TransferPageDto, TransfersQuery } from './dto/transfer.dto.js';
import { TransferRecords } from './transfer-records.js';
import { transferNotFound } from './transfers.errors.js';
import { NEWEST, type TransferRow, TransfersReadModel } from './transfers.read-model.js';

@Injectable()
export class TransferListsService {
  constructor(
    private readonly readModel: TransfersReadModel,
    private readonly records: TransferRecords,
    private readonly people: PeopleRepository,
    private readonly cursors: Cursors,
  ) {}

  async page(principal: Principal, query: TransfersQuery): Promise<TransferPageDto> {
    const ranges = principal.ranges('members.read');
    const { organizationId = null, side = null, expiringBefore = null, limit } = query;
    const state = query.state ?? null;
    const list = ['transfers', state, organizationId, side, expiringBefore, ranges];
    const rows = await this.readModel.page({
      ranges,
      before: this.before(query, list),
      today: this.records.today(),
      state,
      organizationId,
      side,
      expiringBefore,
      limit: limit + 1,
    });
    return this.toPage(rows, limit, list);
  }

  async ownPage(principal: Principal, query: ListQuery): Promise<TransferPageDto> {
    const personId = principal.requirePerson();
    const { limit } = query;
    const list = ['own-transfers', personId];
    const rows = await this.readModel.own({
      personId,
      id: null,
      before: this.before(query, list),
      today: this.records.today(),
      limit: limit + 1,
    });
    return this.toPage(rows, limit, list);
  }

  async get(principal: Principal, id: string): Promise<TransferDto> {
    return this.records.toDto(await this.look(principal, id, 'members.read', 'transfer'));
  }

  /** A look at another's transfer is logged before it is answered, as one at the record is. */
  async look(
    principal: Principal,
    id: string,
    permission: Permission,
    what: 'transfer' | 'transfer_letter',
  ): Promise<TransferRow> {
    const ranges = principal.ranges(permission);
    const row = await this.readModel.within(id, ranges, this.records.today());
    if (!row || (what === 'transfer_letter' && !row.going)) throw transferNotFound();
    if (principal.personId !== row.person_id)
      await this.people.logLook(principal.accountId, row.person_id, what);
    return row;
  }

  private before({ cursor }: ListQuery, list: unknown): string {
    const [before = NEWEST] = cursor ? this.cursors.open(cursor, list) : [];
    return String(before);
  }

  private toPage(rows: readonly TransferRow[], limit: number, list: unknown): TransferPageDto {
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.id],
      map: (row) => this.records.toDto(row),
    });
  }
}
