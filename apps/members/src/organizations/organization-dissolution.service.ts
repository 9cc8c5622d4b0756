import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { type ExpectedVersion, inCommand } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { DissolveOrganizationRequest, OrganizationDto } from './dto/organization.dto.js';
import {
  dissolvedBeforeFounding,
  dissolvedInFuture,
  organizationDissolved,
  organizationNotEmpty,
  organizationNotFound,
  rootStays,
} from './organizations.errors.js';
import { toOrganizationDto } from './organization.mapper.js';
import { OrganizationTreeRepository } from './organization-tree.repository.js';
import { OrganizationsRepository } from './organizations.repository.js';

/** Dissolves organizations (撤销) that nothing stands below and nobody belongs to any more. */
@Injectable()
export class OrganizationDissolutionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly organizations: OrganizationsRepository,
    private readonly tree: OrganizationTreeRepository,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  dissolve(
    principal: Principal,
    id: string,
    expected: ExpectedVersion,
    body: DissolveOrganizationRequest,
  ): Promise<OrganizationDto> {
    const { dissolvedOn, decision = null } = body;
    const ranges = principal.ranges('organizations.manage');
    return inCommand(this.dataSource, async (tx) => {
      await this.tree.hold(tx);
      const organization = await this.organizations.find(id, ranges, { tx, lock: 'update' });
      if (!organization) throw organizationNotFound();
      expected.require(organization.version);
      if (organization.dissolvedOn) throw organizationDissolved();
      if (organization.parentId === null) throw rootStays();
      if (dissolvedOn > dayInShanghai(this.clock.now())) throw dissolvedInFuture();
      if (dissolvedOn < organization.foundedOn) throw dissolvedBeforeFounding();
      const remaining = await this.tree.remaining(tx, id, dissolvedOn);
      if (remaining.organizations > 0 || remaining.members > 0)
        throw organizationNotEmpty(remaining);
      await this.tree.dissolve(tx, id, dissolvedOn, decision);
      await this.bell.ring(tx);
      return toOrganizationDto({
        ...organization,
        dissolvedOn,
        version: organization.version + 1,
      });
    });
  }
}
