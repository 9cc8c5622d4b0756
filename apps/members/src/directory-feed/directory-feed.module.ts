import { Module } from '@nestjs/common';
import { DirectoryBell } from './directory-bell.js';
import { DirectoryFeedController } from './directory-feed.controller.js';
import { DirectoryFeedReadModel } from './directory-feed.read-model.js';
import { DirectoryFeedService } from './directory-feed.service.js';

@Module({
  controllers: [DirectoryFeedController],
  providers: [DirectoryFeedService, DirectoryFeedReadModel, DirectoryBell],
  exports: [DirectoryBell],
})
export class DirectoryFeedModule {}
