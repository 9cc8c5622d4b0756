import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { Cursors } from '#libs/http';
import type { MemberDto, MemberPageDto, MembersQuery, PersonRecordDto } from './dto/member.dto.js';
import type { MemberRow } from './member-page.js';
import { PersonRecords } from './person-records.js';
import { searchBounds } from './name-search.policy.js';
import { personNotFound } from './people.errors.js';
import { PeopleReadModel, type PersonRow } from './people.read-model.js';
import { PeopleRepository } from './people.repository.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly readModel: PeopleReadModel,
    private readonly people: PeopleRepository,
    private readonly records: PersonRecords,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, query: MembersQuery): Promise<MemberPageDto> {
    const ranges = principal.ranges('members.read');
    const {
      organizationId = null,
      on = null,
      standing = null,
      memberKind = null,
      q: namePrefix = null,
      search = null,
      sort,
      limit,
    } = query;
    const list = [
      'members',
      organizationId,
      on,
      standing,
      memberKind,
      namePrefix,
      search,
      sort,
      ranges,
    ];
    const [key, membershipId] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const rows = await this.readModel.page({
      sort,
      ranges,
      after:
        key === undefined ? undefined : { key: String(key), membershipId: String(membershipId) },
      organizationId,
      on,
      today: dayInShanghai(this.clock.now()),
      standing,
      memberKind,
      namePrefix,
      search: search === null ? null : searchBounds(search),
      limit: limit + 1,
    });
    return this.cursors.page(rows, { limit, list, position, map: toDto });
  }

  /** The record of a member, of today or of before. */
  member(principal: Principal, personId: string): Promise<PersonRecordDto> {
    return this.read(principal, personId, ({ memberships }) => memberships.length > 0);
  }

  /** The record of anybody. */
  person(principal: Principal, personId: string): Promise<PersonRecordDto> {
    return this.read(principal, personId, () => true);
  }

  /** Every look at another's record is logged before it is answered. */
  private async read(
    principal: Principal,
    personId: string,
    isMeant: (row: PersonRow) => boolean,
  ): Promise<PersonRecordDto> {
    const row = await this.readModel.within(personId, principal.ranges('members.read'));
    if (!row || !isMeant(row)) throw personNotFound();
    if (principal.personId !== personId)
      await this.people.logLook(principal.accountId, personId, 'record');
    return this.records.toDto(row);
  }
}

const position = ([sortKey, membershipId]: MemberRow): [string, string] => [sortKey, membershipId];

function toDto([
  ,
  ,
  personId,
  name,
  employeeNumber,
  sex,
  organizationId,
  organizationName,
  memberKind,
  standing,
  admittedOn,
  confirmedOn,
]: MemberRow): MemberDto {
  return {
    personId,
    name,
    employeeNumber,
    sex,
    organizationId,
    organizationName,
    memberKind,
    standing,
    admittedOn,
    confirmedOn,
  };
}
