import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { organizationNotFound } from '../organizations/organizations.errors.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { Account } from './account.entity.js';
import { accountNotFound, beyondScope } from './accounts.errors.js';
import { AccountsRepository } from './accounts.repository.js';

/**
 * What somebody who administers accounts may lay hands on. Nobody may gain by it: an account is touched as a whole only
 * by who administers everything it holds, for who sets a password or shuts out acts with all its roles.
 */
@Injectable()
export class AccountScope {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly people: PeopleRepository,
    private readonly clock: Clock,
  ) {}

  today(): string {
    return dayInShanghai(this.clock.now());
  }

  /** The account of a person is about to be made: it would hold all that the person holds. */
  async requirePerson(tx: Transaction, principal: Principal, personId: string): Promise<void> {
    const ranges = principal.ranges('accounts.manage');
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound('/personId');
    if (await this.accounts.reachesBeyond(tx, { personId }, ranges, this.today()))
      throw beyondScope();
  }

  /** @param pointer of the list of roles in the body, or of the body itself when there is one only. */
  async requireOrganizations(
    tx: Transaction,
    principal: Principal,
    organizationIds: readonly string[],
    pointer: (index: number) => string,
  ): Promise<void> {
    const within = await this.organizations.standingWithin(
      tx,
      organizationIds,
      principal.ranges('accounts.manage'),
    );
    organizationIds.forEach((id, index) => {
      if (!within.has(id)) throw organizationNotFound(pointer(index));
    });
  }

  async find(
    tx: Transaction,
    principal: Principal,
    accountId: string,
    notFound = accountNotFound,
  ): Promise<Account> {
    const account = await this.accounts.findForUpdate(
      tx,
      accountId,
      principal.ranges('accounts.manage'),
    );
    if (!account) throw notFound();
    return account;
  }

  async findWhole(
    tx: Transaction,
    principal: Principal,
    accountId: string,
    notFound = accountNotFound,
  ): Promise<Account> {
    const account = await this.find(tx, principal, accountId, notFound);
    const ranges = principal.ranges('accounts.manage');
    if (await this.accounts.reachesBeyond(tx, { accountId }, ranges, this.today()))
      throw beyondScope();
    return account;
  }
}
