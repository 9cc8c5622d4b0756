import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { subtree } from '#libs/database';
import { ScopeOrganizations } from '../organizations/scope-organizations.js';
import { SchemesRepository } from '../schemes/schemes.repository.js';
import { dutiesOf } from './check.policy.js';
import { ChecksReadModel } from './checks.read-model.js';
import type { CheckMonthRequest, MonthCheckDto } from './dto/check.dto.js';

@Injectable()
export class ChecksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly organizations: ScopeOrganizations,
    private readonly schemes: SchemesRepository,
    private readonly readModel: ChecksReadModel,
  ) {}

  /** What is missing of a month, so that nobody is scored on silence by surprise. */
  async check(
    principal: Principal,
    { month, organizationId }: CheckMonthRequest,
  ): Promise<MonthCheckDto> {
    const ranges = principal.ranges('runs.manage');
    const root = await this.organizations.within(this.dataSource, ranges, organizationId);
    const schemes = await this.schemes.activeFor(this.dataSource, root.path, month);
    const duties = dutiesOf(
      schemes.map((each) => each.scheme),
      month,
    );
    const missing = await this.readModel.missing(month, subtree(root.path), duties);
    return { month, organizationId: root.id, blocking: false, ...missing };
  }
}
