import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { RosterRecords } from './roster-records.js';
import { RosterUploads } from './roster-upload.js';
import { RosterController } from './roster.controller.js';
import { RosterRepository } from './roster.repository.js';
import { RosterService } from './roster.service.js';

@Module({
  imports: [DirectoryFeedModule, SealingModule],
  controllers: [RosterController],
  providers: [RosterService, RosterRepository, RosterRecords, RosterUploads],
})
export class RosterModule {}
