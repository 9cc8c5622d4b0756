import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inCommand } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import {
  endsBeforeStart,
  grantAlreadyEnded,
  grantNotFound,
  ownAccount,
} from './accounts.errors.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountScope } from './account-scope.js';
import type { EndGrantRequest, GrantDto, GrantRoleRequest } from './dto/account.dto.js';
import type { Grant } from './grant.entity.js';

@Injectable()
export class GrantsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsRepository,
    private readonly scope: AccountScope,
    private readonly bell: DirectoryBell,
  ) {}

  async add(principal: Principal, accountId: string, body: GrantRoleRequest): Promise<GrantDto> {
    const { role, organizationId, startsOn = this.scope.today(), endsOn = null } = body;
    if (endsOn !== null && endsOn < startsOn) throw endsBeforeStart();
    return inCommand(this.dataSource, async (tx) => {
      await this.scope.find(tx, principal, accountId);
      await this.scope.requireOrganizations(
        tx,
        principal,
        [organizationId],
        () => '/organizationId',
      );
      const grant = { accountId, role, organizationId, startsOn, endsOn };
      const [id = ''] = await this.accounts.insertGrants(tx, [grant]);
      await this.bell.ring(tx);
      return { id, role, organizationId, startsOn, endsOn };
    });
  }

  async end(principal: Principal, id: string, body: EndGrantRequest): Promise<GrantDto> {
    const today = this.scope.today();
    return inCommand(this.dataSource, async (tx) => {
      const grant = await this.accounts.findGrantForUpdate(
        tx,
        id,
        principal.ranges('accounts.manage'),
      );
      if (!grant?.organizationId) throw grantNotFound();
      if (grant.accountId === principal.accountId) throw ownAccount();
      if (grant.endsOn !== null && grant.endsOn <= today) throw grantAlreadyEnded();
      const endsOn = body.endsOn ?? later(grant.startsOn, today);
      if (endsOn < grant.startsOn) throw endsBeforeStart();
      await this.accounts.endGrant(tx, id, endsOn);
      await this.bell.ring(tx);
      return toDto({ ...grant, endsOn }, grant.organizationId);
    });
  }
}

/** A grant that has not begun ends on the day it would have begun, and so never counts. */
const later = (a: string, b: string): string => (a > b ? a : b);

function toDto({ id, role, startsOn, endsOn }: Grant, organizationId: string): GrantDto {
  return { id, role, organizationId, startsOn, endsOn };
}
