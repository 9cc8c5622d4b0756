import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type PathRange,
  query,
  rangeValues,
  readRows,
  type Transaction,
  withinRanges,
} from '#libs/database';
import { homeOrganization } from '../people/people.repository.js';
import type { PartyProbationDto } from './dto/party-probation.dto.js';

interface PartyProbationPosition {
  readonly startsOn: string;
  readonly id: string;
}

type PartyProbationRow = PartyProbationDto & Record<string, unknown>;

export const beforeAllPartyProbations: PartyProbationPosition = {
  startsOn: '0001-01-01',
  id: '00000000-0000-0000-0000-000000000000',
};

const partyProbations = `select party_probation.id, party_probation.person_id as "personId", person.name,
    organization.id as "organizationId", organization.name as "organizationName",
    party_probation.starts_on::text as "startsOn", party_probation.ends_on::text as "endsOn",
    (select jsonb_agg(jsonb_build_object('outcome', decided.outcome, 'decidedOn', decided.decided_on,
        'decision', decided.decision, 'endsOn', decided.ends_on, 'approvedByName', approver.name) order by decided.id)
      from party_probation_decisions decided
      join accounts account on account.id = decided.entered_by
      left join people approver on approver.id = account.person_id
      where decided.party_probation_id = party_probation.id) as decisions
  from party_probations party_probation
  join people person on person.id = party_probation.person_id
  cross join lateral (
    select id, name, path from organizations where id = ${homeOrganization('party_probation.person_id')} offset 0
  ) organization`;

/** By the first day. `offset 0` has the organization looked up for each that is read, and not joined. */
export const partyProbationsPage = {
  name: 'party-probations-page',
  text: `${partyProbations}
    where ${withinRanges('organization.path', 1, 2)}
      and (party_probation.starts_on, party_probation.id) > ($3::date, $4::uuid)
      and ($5::uuid is null or exists (select from organizations above where above.id = $5
        and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
      and ($6::uuid is null or party_probation.person_id = $6)
      and ($7::date is null or daterange(party_probation.starts_on, party_probation.ends_on) @> $7::date)
    order by party_probation.starts_on, party_probation.id limit $8`,
};

const own = {
  name: 'party-probations-own',
  text: `${partyProbations}
    where party_probation.person_id = $1
      and (party_probation.starts_on, party_probation.id) > ($2::date, $3::uuid)
    order by party_probation.starts_on, party_probation.id limit $4`,
};

@Injectable()
export class PartyProbationsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  own(
    personId: string,
    after: PartyProbationPosition,
    limit: number,
  ): Promise<PartyProbationDto[]> {
    const values = [personId, after.startsOn, after.id, limit];
    return readRows<PartyProbationRow>(this.dataSource, own, values);
  }

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: PartyProbationPosition;
    readonly organizationId: string | null;
    readonly personId: string | null;
    readonly on: string | null;
    readonly limit: number;
  }): Promise<PartyProbationDto[]> {
    const { ranges, after, organizationId, personId, on, limit } = filter;
    return readRows<PartyProbationRow>(this.dataSource, partyProbationsPage, [
      ...rangeValues(ranges),
      after.startsOn,
      after.id,
      organizationId,
      personId,
      on,
      limit,
    ]);
  }

  async one(tx: Transaction, id: string): Promise<PartyProbationDto> {
    const text = `${partyProbations} where party_probation.id = $1`;
    const [row] = await query<PartyProbationRow>(tx, text, [id]);
    if (!row) throw new Error(`party probation ${id} is gone`);
    return row;
  }
}
