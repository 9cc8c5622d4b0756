import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { homeOrganization } from '../people/people.repository.js';
import { PeriodsReadModel, periodStatements } from '../people/periods.read-model.js';
import type { ExemptionDto } from './dto/exemption.dto.js';

/** `offset 0` has the organization looked up for each that is read, and not joined. */
export const exemptionStatements = periodStatements(
  'exemptions',
  'exemption',
  `select exemption.id, exemption.person_id as "personId", person.name,
    organization.id as "organizationId", organization.name as "organizationName",
    exemption.exempts_from as "exemptsFrom", exemption.reason, exemption.decision, approver.name as "approvedByName",
    exemption.starts_on::text as "startsOn", exemption.ends_on::text as "endsOn"
  from exemptions exemption
  join people person on person.id = exemption.person_id
  cross join lateral (
    select id, name, path from organizations where id = ${homeOrganization('exemption.person_id')} offset 0
  ) organization
  join accounts account on account.id = exemption.approved_by
  left join people approver on approver.id = account.person_id`,
);

@Injectable()
export class ExemptionsReadModel extends PeriodsReadModel<ExemptionDto> {
  constructor(dataSource: DataSource) {
    super(dataSource, exemptionStatements);
  }
}
