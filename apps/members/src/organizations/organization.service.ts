import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import { inTransaction, type Transaction } from '#libs/database';
import { Cursors } from '#libs/http';
import { isFirstAdministrator } from '../accounts/unbound-administrator.js';
import { brokenConstraint } from '../broken-constraint.js';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type {
  CreateOrganizationDto,
  OrganizationDto,
  OrganizationPageDto,
  OrganizationsQuery,
} from './dto/organization.dto.js';
import type { Organization } from './organization.entity.js';
import {
  categoryWrong,
  codeTaken,
  organizationDissolved,
  organizationNotFound,
  placeNotAllowed,
  rootExists,
} from './organization.errors.js';
import { categoryOf, mayStandBelow } from './organization.policy.js';
import { OrganizationReadModel, type OrganizationRow } from './organization.read-model.js';
import { OrganizationRepository } from './organization.repository.js';

@Injectable()
export class OrganizationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly organizations: OrganizationRepository,
    private readonly readModel: OrganizationReadModel,
    private readonly bell: DirectoryBell,
    private readonly cursors: Cursors,
  ) {}

  async create(principal: Principal, body: CreateOrganizationDto): Promise<OrganizationDto> {
    return inTransaction(this.dataSource, async (tx) => {
      const parent = await this.parent(tx, principal, body.parentId);
      if (!mayStandBelow(body.type, parent?.type ?? null)) throw placeNotAllowed();
      const chosen = categoryOf(body.type, body.category, parent);
      if ('fault' in chosen) throw categoryWrong(chosen.fault);

      const id = await this.organizations.newId(tx);
      const label = await this.organizations.nextLabel(tx);
      const organization = {
        id,
        parentId: parent?.id ?? null,
        rootId: parent?.rootId ?? id,
        type: body.type,
        category: chosen.category,
        code: body.code,
        name: body.name,
        label,
        path: `${parent?.path ?? ''}${label}/`,
        foundedOn: body.foundedOn,
        dissolvedOn: null,
      };
      await this.organizations.insert(tx, organization).catch((error: unknown) => {
        throw brokenConstraint(error) === 'organizations_root_id_code_key'
          ? codeTaken(error)
          : error;
      });
      if (!parent) await this.organizations.bindFirstAdministrator(tx, principal.accountId, id);
      await this.bell.ring(tx);
      return toDto(organization);
    });
  }

  async list(principal: Principal, query: OrganizationsQuery): Promise<OrganizationPageDto> {
    const ranges = principal.ranges('organizations.read');
    const { type = null, parentId = null, limit } = query;
    const list = ['organizations', type, parentId, ranges];
    const [after = ''] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const rows = await this.readModel.page({
      ranges,
      after: String(after),
      type,
      parentId,
      limit: limit + 1,
    });
    return this.cursors.page(rows, { limit, list, position: (row) => [row.path], map: rowToDto });
  }

  async get(principal: Principal, id: string): Promise<OrganizationDto> {
    const row = await this.readModel.one(id, principal.ranges('organizations.read'));
    if (!row) throw organizationNotFound();
    return rowToDto(row);
  }

  /** @returns null for the root's place, which is free once and for the first administrator. */
  private async parent(
    tx: Transaction,
    principal: Principal,
    id: string | null,
  ): Promise<Organization | null> {
    if (id === null) {
      const { exists } = await this.organizations.lockForRoot(tx);
      if (exists) throw rootExists();
      if (!isFirstAdministrator(principal.roles)) throw new DomainError('auth.forbidden');
      return null;
    }
    const ranges = principal.ranges('organizations.manage');
    const parent = await this.organizations.find(id, ranges, { tx, lock: 'share' });
    if (!parent) throw organizationNotFound('/parentId');
    if (parent.dissolvedOn) throw organizationDissolved();
    return parent;
  }
}

function toDto(organization: OrganizationDto): OrganizationDto {
  const { id, parentId, type, category, code, name, foundedOn, dissolvedOn } = organization;
  return { id, parentId, type, category, code, name, foundedOn, dissolvedOn };
}

function rowToDto(row: OrganizationRow): OrganizationDto {
  return {
    id: row.id,
    parentId: row.parent_id,
    type: row.type,
    category: row.category,
    code: row.code,
    name: row.name,
    foundedOn: row.founded_on,
    dissolvedOn: row.dissolved_on,
  };
}
