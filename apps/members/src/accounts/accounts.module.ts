import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { AccountListsService } from './account-lists.service.js';
import { AccountScope } from './account-scope.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsReadModel } from './accounts.read-model.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { FirstAdministrator } from './first-administrator.js';
import { GrantsService } from './grants.service.js';
import { PasswordChange } from './password-change.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationsModule, PeopleModule, SealingModule],
  controllers: [AccountsController],
  providers: [
    AccountsService,
    AccountListsService,
    GrantsService,
    AccountScope,
    AccountsRepository,
    AccountsReadModel,
    Passwords,
    PasswordRules,
    PasswordChange,
    FirstAdministrator,
  ],
  exports: [Passwords, PasswordChange, AccountScope, AccountsRepository],
})
export class AccountsModule {}
