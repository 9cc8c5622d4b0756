import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { Cursors, type ListQuery } from '#libs/http';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { MembershipChangePageDto } from './dto/membership-change.dto.js';
import type { ProbationPageDto, ProbationsQuery } from './dto/probation.dto.js';
import { MembershipsReadModel } from './memberships.read-model.js';

const BEFORE_ALL = ['0001-01-01', '00000000-0000-0000-0000-000000000000'] as const;

@Injectable()
export class MembershipListsService {
  constructor(
    private readonly readModel: MembershipsReadModel,
    private readonly people: PeopleRepository,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async changes(
    principal: Principal,
    personId: string,
    query: ListQuery,
  ): Promise<MembershipChangePageDto> {
    const ranges = principal.ranges('members.read');
    if (!(await this.people.find(personId, ranges))) throw personNotFound();
    const { limit } = query;
    const list = ['membership-changes', personId, ranges];
    const [changedOn, id] = query.cursor ? this.cursors.open(query.cursor, list) : BEFORE_ALL;
    const after = { changedOn: String(changedOn), id: String(id) };
    return this.cursors.page(await this.readModel.changes(personId, after, limit + 1), {
      limit,
      list,
      position: (row) => [row.changedOn, row.id],
      map: (row) => row,
    });
  }

  async probations(principal: Principal, query: ProbationsQuery): Promise<ProbationPageDto> {
    const ranges = principal.ranges('members.read');
    const { organizationId = null, until = null, limit } = query;
    const list = ['probations', organizationId, until, ranges];
    const [endsOn, id] = query.cursor ? this.cursors.open(query.cursor, list) : BEFORE_ALL;
    const rows = await this.readModel.probations({
      ranges,
      after: { endsOn: String(endsOn), id: String(id) },
      today: dayInShanghai(this.clock.now()),
      organizationId,
      until,
      limit: limit + 1,
    });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.endsOn, row.membership_id],
      map: ({ membership_id: _, ...probation }) => probation,
    });
  }
}
