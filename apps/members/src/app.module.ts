import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '#libs/auth';
import { Clock, SystemClock } from '#libs/calendar';
import { ConfigModule } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { httpModule } from '#libs/http';
import { MessagingModule } from '#libs/messaging';
import { OperationsModule } from '#libs/operations';
import { AccountsModule } from './accounts/accounts.module.js';
import { OwnAccountAccess } from './accounts/own-account-access.js';
import { OwnAccountAccessModule } from './accounts/own-account-access.module.js';
import { AdvisoriesModule } from './advisories/advisories.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { AffiliationsModule } from './affiliations/affiliations.module.js';
import { CodesModule } from './codes/codes.module.js';
import { ConsentsModule } from './consents/consents.module.js';
import type { MembersConfig } from './config.js';
import { database } from './data-source.js';
import { DirectoryFeedModule } from './directory-feed/directory-feed.module.js';
import { ExemptionsModule } from './exemptions/exemptions.module.js';
import { MeModule } from './me/me.module.js';
import { MembershipsModule } from './memberships/memberships.module.js';
import { OfficesModule } from './offices/offices.module.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { PartyProbationsModule } from './party-probations/party-probations.module.js';
import { PeopleModule } from './people/people.module.js';
import { PhotosModule } from './photos/photos.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { RosterOperations } from './roster/roster-operations.js';
import { RosterModule } from './roster/roster.module.js';
import { RulesModule } from './rules/rules.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SigningKeys } from './sessions/signing-keys.js';
import { SigningKeysModule } from './sessions/signing-keys.module.js';
import { TransfersModule } from './transfers/transfers.module.js';

/** The table of contents of the members service. */
@Module({})
export class AppModule {
  static with(config: MembersConfig, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config, clock),
        httpModule,
        DatabaseModule.with(database, config),
        MessagingModule.with({ service: 'members', subscribers: [], imports: [] }),
        AuthModule.with({
          accounts: OwnAccountAccess,
          keys: SigningKeys,
          imports: [OwnAccountAccessModule, SigningKeysModule],
        }),
        OrganizationsModule,
        AdvisoriesModule,
        RulesModule,
        PeopleModule,
        PhotosModule,
        AffiliationsModule,
        MembershipsModule,
        TransfersModule,
        ExemptionsModule,
        PartyProbationsModule,
        RemindersModule,
        RosterModule,
        OfficesModule,
        AccountsModule,
        SessionsModule,
        ClientsModule,
        MeModule,
        ConsentsModule,
        CodesModule,
        DirectoryFeedModule,
        OperationsModule.with({
          service: 'members',
          source: RosterOperations,
          imports: [RosterModule],
        }),
      ],
    };
  }
}
