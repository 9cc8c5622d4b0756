import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RulesModule } from '../rules/rules.module.js';
import { ExemptionListsService } from './exemption-lists.service.js';
import { ExemptionsController } from './exemptions.controller.js';
import { ExemptionsReadModel } from './exemptions.read-model.js';
import { ExemptionsRepository } from './exemptions.repository.js';
import { ExemptionsService } from './exemptions.service.js';
import { VotersReadModel } from './voters.read-model.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationsModule, PeopleModule, RulesModule],
  controllers: [ExemptionsController],
  providers: [
    ExemptionsService,
    ExemptionListsService,
    ExemptionsRepository,
    ExemptionsReadModel,
    VotersReadModel,
  ],
})
export class ExemptionsModule {}
