import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Cursors, type ListQuery } from '#libs/http';
import { PeopleRepository } from '../people/people.repository.js';
import { afterPeriod, pageOfPeriods } from '../people/periods.read-model.js';
import type { PartyProbationPageDto, PartyProbationsQuery } from './dto/party-probation.dto.js';
import { PartyProbationsReadModel } from './party-probations.read-model.js';

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
    const after = afterPeriod(this.cursors, query.cursor, list);
    const filter = { ranges, after, organizationId, personId, on, limit: limit + 1 };
    const rows = await this.partyProbations.page(filter);
    const page = pageOfPeriods(this.cursors, rows, { limit, list });
    const others = page.data
      .map((row) => row.personId)
      .filter((shown) => shown !== principal.personId);
    await this.people.logLooks(principal.accountId, others, 'party_probation');
    return page;
  }

  /** What is one's own is nobody's secret; an account that is no person's has an empty list. */
  async own({ personId }: Principal, { limit, cursor }: ListQuery): Promise<PartyProbationPageDto> {
    const list = ['own-party-probations', personId];
    const after = afterPeriod(this.cursors, cursor, list);
    if (personId === null) return { data: [], nextCursor: null };
    const rows = await this.partyProbations.own(personId, after, limit + 1);
    return pageOfPeriods(this.cursors, rows, { limit, list });
  }
}
