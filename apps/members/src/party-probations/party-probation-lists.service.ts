import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Cursors, type ListQuery } from '#libs/http';
import { PeopleRepository } from '../people/people.repository.js';
import type {
  PartyProbationDto,
  PartyProbationPageDto,
  PartyProbationsQuery,
} from './dto/party-probation.dto.js';
import {
  beforeAllPartyProbations,
  PartyProbationsReadModel,
} from './party-probations.read-model.js';

@Injectable()
export class PartyProbationListsService {
  constructor(
    private readonly partyProbations: PartyProbationsReadModel,
    private readonly people: PeopleRepository,
    private readonly cursors: Cursors,
  ) {}

  /** For those alone who manage members; whom they are shown is told that they looked. */
  async page(principal: Principal, query: PartyProbationsQuery): Promise<PartyProbationPageDto> {
    const ranges = principal.ranges('members.manage');
    const { organizationId = null, personId = null, on = null, limit } = query;
    const list = ['party-probations', organizationId, personId, on, ranges];
    const after = this.positionOf(query.cursor, list);
    const filter = { ranges, after, organizationId, personId, on, limit: limit + 1 };
    const page = this.pageOf(await this.partyProbations.page(filter), limit, list);
    const others = page.data
      .map((row) => row.personId)
      .filter((shown) => shown !== principal.personId);
    await this.people.logLooks(principal.accountId, others, 'party_probation');
    return page;
  }

  /** What is one's own is nobody's secret; an account that is no person's has an empty list. */
  async own({ personId }: Principal, { limit, cursor }: ListQuery): Promise<PartyProbationPageDto> {
    const list = ['own-party-probations', personId];
    const after = this.positionOf(cursor, list);
    if (personId === null) return { data: [], nextCursor: null };
    return this.pageOf(await this.partyProbations.own(personId, after, limit + 1), limit, list);
  }

  private positionOf(cursor: string | undefined, list: unknown): typeof beforeAllPartyProbations {
    if (cursor === undefined) return beforeAllPartyProbations;
    const [startsOn, id] = this.cursors.open(cursor, list);
    return { startsOn: String(startsOn), id: String(id) };
  }

  private pageOf(
    rows: readonly PartyProbationDto[],
    limit: number,
    list: unknown,
  ): PartyProbationPageDto {
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.startsOn, row.id],
      map: (row) => row,
    });
  }
}
