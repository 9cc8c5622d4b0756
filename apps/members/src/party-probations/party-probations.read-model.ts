import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { homeOrganization } from '../people/people.repository.js';
import { PeriodsReadModel, periodStatements } from '../people/periods.read-model.js';
import type { PartyProbationDto } from './dto/party-probation.dto.js';

/** `offset 0` has the organization looked up for each that is read, and not joined. */
export const partyProbationStatements = periodStatements(
  'party-probations',
  'party_probation',
  `select party_probation.id, party_probation.person_id as "personId", person.name,
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
  ) organization`,
);

@Injectable()
export class PartyProbationsReadModel extends PeriodsReadModel<PartyProbationDto> {
  constructor(dataSource: DataSource) {
    super(dataSource, partyProbationStatements);
  }
}
