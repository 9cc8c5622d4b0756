import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { UploadsModule } from '../uploads/uploads.module.js';
import { RosterImportQueue } from './roster-import-queue.js';
import { RosterImportWork } from './roster-import-work.js';
import { RosterImportService } from './roster-import.service.js';
import { RosterImportsRepository } from './roster-imports.repository.js';
import { RosterNewcomers } from './roster-newcomers.js';
import { RosterOutcomes } from './roster-outcomes.js';
import { RosterPeopleRepository } from './roster-people.repository.js';
import { RosterRecords } from './roster-records.js';
import { RosterStage } from './roster-stage.js';
import { RosterTemplates } from './roster-template.js';
import { RosterUpdates } from './roster-updates.js';
import { RosterWriting } from './roster-writing.js';
import { RosterController } from './roster.controller.js';
import { RosterRepository } from './roster.repository.js';
import { RosterService } from './roster.service.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationsModule, PeopleModule, SealingModule, UploadsModule],
  controllers: [RosterController],
  providers: [
    RosterImportService,
    RosterImportQueue,
    RosterImportWork,
    RosterImportsRepository,
    RosterService,
    RosterRepository,
    RosterRecords,
    RosterStage,
    RosterOutcomes,
    RosterNewcomers,
    RosterUpdates,
    RosterWriting,
    RosterPeopleRepository,
    RosterTemplates,
  ],
  exports: [RosterImportsRepository],
})
export class RosterModule {}
