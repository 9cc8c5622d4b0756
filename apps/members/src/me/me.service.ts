import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { accountNotFound } from '../accounts/accounts.errors.js';
import { PersonRecords } from '../people/person-records.js';
import { PeopleReadModel } from '../people/people.read-model.js';
import type { MeDto } from './dto/me.dto.js';
import { MeReadModel } from './me.read-model.js';

@Injectable()
export class MeService {
  constructor(
    private readonly readModel: MeReadModel,
    private readonly people: PeopleReadModel,
    private readonly records: PersonRecords,
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
}
