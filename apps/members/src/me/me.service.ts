import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { Cursors, type ListQuery } from '#libs/http';
import { accountNotFound } from '../accounts/accounts.errors.js';
import { PersonRecords } from '../people/person-records.js';
import { PeopleReadModel } from '../people/people.read-model.js';
import type { LookPageDto } from './dto/look.dto.js';
import type { MeDto } from './dto/me.dto.js';
import { MeReadModel } from './me.read-model.js';

@Injectable()
export class MeService {
  constructor(
    private readonly readModel: MeReadModel,
    private readonly people: PeopleReadModel,
    private readonly records: PersonRecords,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async get(principal: Principal): Promise<MeDto> {
    const account = await this.readModel.account(
      principal.accountId,
      dayInShanghai(this.clock.now()),
    );
    if (!account) throw accountNotFound();
    const person =
      principal.personId === null ? undefined : await this.people.own(principal.personId);
    return {
      accountId: account.id,
      username: account.username,
      person: person ? this.records.toDto(person) : null,
      roles: account.roles,
    };
  }

  /** Newest first. Whoever is no person has no record that anybody could look at. */
  async looks({ personId }: Principal, { limit, cursor }: ListQuery): Promise<LookPageDto> {
    const list = ['own-looks', personId];
    const after = cursor ? this.cursors.open(cursor, list) : undefined;
    if (personId === null) return { data: [], nextCursor: null };
    const rows = await this.readModel.looks(personId, after, limit + 1);
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.exactly_at, row.id],
      map: ({ exactly_at: _, ...look }) => look,
    });
  }
}
