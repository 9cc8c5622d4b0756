import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationFoundingService } from './organization-founding.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsReadModel } from './organizations.read-model.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

@Module({
  imports: [DirectoryFeedModule],
  controllers: [OrganizationsController],
  providers: [
    OrganizationsService,
    OrganizationFoundingService,
    OrganizationsRepository,
    OrganizationsReadModel,
  ],
  exports: [OrganizationsRepository],
})
export class OrganizationsModule {}
