import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationModule } from '../organizations/organization.module.js';
import { PersonModule } from '../people/person.module.js';
import { AccountListsService } from './account-lists.service.js';
import { AccountScope } from './account-scope.js';
import { AccountController } from './account.controller.js';
import { AccountReadModel } from './account.read-model.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { FirstAdministrator } from './first-administrator.js';
import { GrantService } from './grant.service.js';
import { Passwords } from './passwords.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationModule, PersonModule],
  controllers: [AccountController],
  providers: [
    AccountService,
    AccountListsService,
    GrantService,
    AccountScope,
    AccountRepository,
    AccountReadModel,
    Passwords,
    FirstAdministrator,
  ],
  exports: [Passwords],
})
export class AccountModule {}
