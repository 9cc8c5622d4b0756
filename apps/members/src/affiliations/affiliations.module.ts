import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AffiliationListsService } from './affiliation-lists.service.js';
import { AffiliationsController } from './affiliations.controller.js';
import { AffiliationsReadModel } from './affiliations.read-model.js';
import { AffiliationsRepository } from './affiliations.repository.js';
import { AffiliationsService } from './affiliations.service.js';
import { BelongingChanges } from './belonging-changes.js';

@Module({
  imports: [DirectoryFeedModule, PeopleModule],
  controllers: [AffiliationsController],
  providers: [
    AffiliationsService,
    AffiliationListsService,
    BelongingChanges,
    AffiliationsRepository,
    AffiliationsReadModel,
  ],
})
export class AffiliationsModule {}
