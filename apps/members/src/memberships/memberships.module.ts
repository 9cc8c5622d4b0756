import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RulesModule } from '../rules/rules.module.js';
import { MembershipDecisions } from './membership-decisions.js';
import { MembershipListsService } from './membership-lists.service.js';
import { MembershipRevocationsRepository } from './membership-revocations.repository.js';
import { MembershipRevocationsService } from './membership-revocations.service.js';
import { MembershipTiesRepository } from './membership-ties.repository.js';
import { MembershipsController } from './memberships.controller.js';
import { MembershipsReadModel } from './memberships.read-model.js';
import { MembershipsRepository } from './memberships.repository.js';
import { MembershipsService } from './memberships.service.js';

@Module({
  imports: [DirectoryFeedModule, PeopleModule, RulesModule],
  controllers: [MembershipsController],
  providers: [
    MembershipsService,
    MembershipRevocationsService,
    MembershipListsService,
    MembershipDecisions,
    MembershipsRepository,
    MembershipRevocationsRepository,
    MembershipTiesRepository,
    MembershipsReadModel,
  ],
  exports: [
    MembershipDecisions,
    MembershipsReadModel,
    MembershipsRepository,
    MembershipTiesRepository,
  ],
})
export class MembershipsModule {}
