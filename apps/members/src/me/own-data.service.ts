import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { accountNotFound } from '../accounts/accounts.errors.js';
import { MembershipsReadModel } from '../memberships/memberships.read-model.js';
import { PersonRecords } from '../people/person-records.js';
import { PeopleReadModel } from '../people/people.read-model.js';
import type { OwnDataDto } from './dto/own-data.dto.js';
import { MeReadModel } from './me.read-model.js';
import { OwnDataReadModel } from './own-data.read-model.js';

const LOOKS = 10_000;
const CHANGES = 1000;
const FIRST = { changedOn: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' };

/** One's own lists of this service and of the others, which are not repeated here. */
const elsewhere = [
  '/v1/me/transfers',
  '/v1/me/exemptions',
  '/v1/me/activities',
  '/v1/me/scores',
  '/v1/inbox',
];

/** All that is kept of somebody, for that somebody (个人信息保护法 Art. 45). */
@Injectable()
export class OwnDataService {
  constructor(
    private readonly me: MeReadModel,
    private readonly traces: OwnDataReadModel,
    private readonly people: PeopleReadModel,
    private readonly memberships: MembershipsReadModel,
    private readonly records: PersonRecords,
    private readonly clock: Clock,
  ) {}

  async export(principal: Principal): Promise<OwnDataDto> {
    const personId = principal.requirePerson();
    const now = this.clock.now();
    const [account, row, changes, looks, traces] = await Promise.all([
      this.me.account(principal.accountId, dayInShanghai(now)),
      this.people.own(personId),
      this.memberships.changes(personId, FIRST, CHANGES),
      this.me.looks(personId, undefined, LOOKS),
      this.traces.traces(personId, principal.accountId),
    ]);
    if (!account || !row) throw accountNotFound();
    const { citizenNumber, phone, address } = this.records.open(row);
    return {
      preparedAt: now,
      username: account.username,
      record: { ...this.records.toDto(row), citizenNumber, phone, address },
      membershipChanges: changes,
      ...traces,
      looks: looks.map(({ exactly_at: _, ...look }) => look),
      elsewhere,
    };
  }
}
