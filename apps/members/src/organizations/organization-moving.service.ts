import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { type ExpectedVersion, inCommand } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { MoveOrganizationRequest, OrganizationDto } from './dto/organization.dto.js';
import {
  organizationDissolved,
  organizationNotFound,
  refusedMove,
} from './organizations.errors.js';
import { toOrganizationDto } from './organization.mapper.js';
import { moveFault } from './organization.policy.js';
import { OrganizationTreeRepository } from './organization-tree.repository.js';
import { OrganizationsRepository } from './organizations.repository.js';

/** Moves organizations in the tree. */
@Injectable()
export class OrganizationMovingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly organizations: OrganizationsRepository,
    private readonly tree: OrganizationTreeRepository,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** Moves are made one after the other: of two that cross, the second finds what the first has done. */
  move(
    principal: Principal,
    id: string,
    expected: ExpectedVersion,
    body: MoveOrganizationRequest,
  ): Promise<OrganizationDto> {
    const ranges = principal.ranges('organizations.manage');
    return inCommand(this.dataSource, async (tx) => {
      await this.tree.hold(tx);
      const organization = await this.organizations.find(id, ranges, { tx, lock: 'update' });
      if (!organization) throw organizationNotFound();
      expected.require(organization.version);
      if (organization.dissolvedOn) throw organizationDissolved();
      const parent = await this.organizations.find(body.parentId, ranges, { tx, lock: 'share' });
      if (!parent) throw organizationNotFound('/parentId');
      if (parent.dissolvedOn) throw organizationDissolved();
      if (parent.id === organization.parentId) return toOrganizationDto(organization);
      const fault = moveFault({
        organization,
        parent,
        placedOn: await this.tree.placedOn(tx, id),
        movedOn: body.movedOn,
        today: dayInShanghai(this.clock.now()),
      });
      if (fault) throw refusedMove(fault);
      if (await this.tree.stoodBelow(tx, parent.id, id, body.movedOn)) throw refusedMove('cycle');
      // A group has the category of its branch.
      const category = organization.type === 'group' ? parent.category : organization.category;
      const { movedOn, decision = null } = body;
      await this.tree.move(tx, { organization, parent, category, movedOn, decision });
      await this.bell.ring(tx);
      return toOrganizationDto({
        ...organization,
        parentId: parent.id,
        category,
        version: organization.version + 1,
      });
    });
  }
}
