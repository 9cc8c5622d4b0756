import { Injectable } from '@nestjs/common';
import type { DomainError } from '#libs/contracts';
import type { PathRange, Transaction } from '#libs/database';
import type { Organization } from '../organizations/organization.entity.js';
import { takesMembers } from '../organizations/organization.policy.js';
import {
  organizationDissolved,
  organizationNotFound,
} from '../organizations/organizations.errors.js';
import { OrganizationTreeRepository } from '../organizations/organization-tree.repository.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { recordInvalid } from './people.errors.js';

/** Organizations as they stay until the transaction ends. */
export interface HeldPlaces {
  /** Where somebody goes, or what is against it: members go where members may belong, anybody where it stands. */
  of(organizationId: string, whom: 'members' | 'anybody'): Organization | DomainError;
}

@Injectable()
export class EnrolmentPlaces {
  constructor(
    private readonly organizations: OrganizationsRepository,
    private readonly tree: OrganizationTreeRepository,
  ) {}

  /** Before any other row is locked. */
  async hold(
    tx: Transaction,
    organizationIds: readonly string[],
    ranges: readonly PathRange[],
  ): Promise<HeldPlaces> {
    await this.tree.keep(tx);
    const found = await this.organizations.lockAll(tx, organizationIds, ranges);
    return {
      of: (organizationId, whom) => {
        const organization = found.get(organizationId.toLowerCase());
        if (!organization) return organizationNotFound('/organizationId');
        if (whom === 'members' && !takesMembers(organization))
          return recordInvalid([{ field: 'organizationId', code: 'organization_type' }]);
        return organization.dissolvedOn ? organizationDissolved() : organization;
      },
    };
  }
}
