import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationFoundingService } from './organization-founding.service.js';
import { OrganizationController } from './organization.controller.js';
import { OrganizationReadModel } from './organization.read-model.js';
import { OrganizationRepository } from './organization.repository.js';
import { OrganizationService } from './organization.service.js';

@Module({
  imports: [DirectoryFeedModule],
  controllers: [OrganizationController],
  providers: [
    OrganizationService,
    OrganizationFoundingService,
    OrganizationRepository,
    OrganizationReadModel,
  ],
  exports: [OrganizationRepository],
})
export class OrganizationModule {}
