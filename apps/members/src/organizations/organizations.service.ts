import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { brokenConstraint, inTransaction } from '#libs/database';
import { Cursors, type ExpectedVersion } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type {
  ChangeOrganizationRequest,
  OrganizationDto,
  OrganizationPageDto,
  OrganizationsQuery,
} from './dto/organization.dto.js';
import {
  categoryWrong,
  codeTaken,
  electedBeforeFounding,
  electedInFuture,
  organizationDissolved,
  organizationNotFound,
} from './organizations.errors.js';
import type { Organization } from './organization.entity.js';
import { toOrganizationDto } from './organization.mapper.js';
import { changedCategoryFault } from './organization.policy.js';
import { OrganizationsReadModel } from './organizations.read-model.js';
import { OrganizationsRepository } from './organizations.repository.js';

type Change = Pick<Organization, 'name' | 'code' | 'category' | 'electedOn'>;

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly organizations: OrganizationsRepository,
    private readonly readModel: OrganizationsReadModel,
    private readonly bell: DirectoryBell,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, query: OrganizationsQuery): Promise<OrganizationPageDto> {
    const ranges = principal.ranges('organizations.read');
    const { type = null, parentId = null, line = null, on = null, limit } = query;
    const list = ['organizations', type, parentId, line, on, ranges];
    const [after = ''] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const rows = await this.readModel.page({
      ranges,
      after: String(after),
      type,
      parentId,
      line,
      on,
      limit: limit + 1,
    });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.path],
      map: toOrganizationDto,
    });
  }

  async get(principal: Principal, id: string): Promise<OrganizationDto> {
    const row = await this.readModel.one(id, principal.ranges('organizations.read'));
    if (!row) throw organizationNotFound();
    return toOrganizationDto(row);
  }

  /** Of two who have read the same version, one changes it. */
  async change(
    principal: Principal,
    id: string,
    expected: ExpectedVersion,
    body: ChangeOrganizationRequest,
  ): Promise<OrganizationDto> {
    const ranges = principal.ranges('organizations.manage');
    return inTransaction(this.dataSource, async (tx) => {
      const organization = await this.organizations.find(id, ranges, { tx, lock: 'update' });
      if (!organization) throw organizationNotFound();
      expected.require(organization.version);
      if (organization.dissolvedOn) throw organizationDissolved();
      const change = this.changeOf(organization, body);
      if (!isChanged(organization, change)) return toOrganizationDto(organization);
      await this.organizations.change(tx, id, change).catch((error: unknown) => {
        throw brokenConstraint(error) === 'organizations_root_id_code_key'
          ? codeTaken(error)
          : error;
      });
      if (change.category !== organization.category)
        await this.organizations.changeGroupsCategory(tx, id, change.category);
      await this.bell.ring(tx);
      return toOrganizationDto({ ...organization, ...change, version: organization.version + 1 });
    });
  }

  /** What the organization is to be, where the rules bear it. */
  private changeOf(organization: Organization, body: ChangeOrganizationRequest): Change {
    const categoryFault = changedCategoryFault(organization, body.category);
    if (categoryFault) throw categoryWrong(categoryFault);
    const { electedOn } = body;
    if (electedOn) {
      if (electedOn > dayInShanghai(this.clock.now())) throw electedInFuture();
      if (electedOn < organization.foundedOn) throw electedBeforeFounding();
    }
    return {
      name: body.name ?? organization.name,
      code: body.code ?? organization.code,
      category: body.category ?? organization.category,
      electedOn: electedOn === undefined ? organization.electedOn : electedOn,
    };
  }
}

const isChanged = (organization: Organization, change: Change): boolean =>
  change.name !== organization.name ||
  change.code !== organization.code ||
  change.category !== organization.category ||
  change.electedOn !== organization.electedOn;
