import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Cursors } from '#libs/http';
import { searchBounds } from '../people/name-search.policy.js';
import { type AffiliatedRow, AffiliationsReadModel } from './affiliations.read-model.js';
import type { PeopleQuery, PersonDto, PersonPageDto } from './dto/person.dto.js';

const FIRST = ['', '00000000-0000-0000-0000-000000000000'] as const;

@Injectable()
export class AffiliationListsService {
  constructor(
    private readonly readModel: AffiliationsReadModel,
    private readonly cursors: Cursors,
  ) {}

  async page(principal: Principal, query: PeopleQuery): Promise<PersonPageDto> {
    const ranges = principal.ranges('members.read');
    const { organizationId = null, line = null, search = null, limit } = query;
    const member = query.member === undefined ? null : query.member === 'true';
    const list = ['people', organizationId, line, member, search, ranges];
    const [path, belongingId] = query.cursor ? this.cursors.open(query.cursor, list) : FIRST;
    const rows = await this.readModel.page({
      ranges,
      after: { path: String(path), belongingId: String(belongingId) },
      organizationId,
      line,
      member,
      search: search === null ? null : searchBounds(search),
      limit: limit + 1,
    });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.path, row.belonging_id],
      map: toDto,
    });
  }
}

function toDto({ path: _, belonging_id: __, ...person }: AffiliatedRow): PersonDto {
  return person;
}
