import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationDissolutionService } from './organization-dissolution.service.js';
import { OrganizationFoundingService } from './organization-founding.service.js';
import { OrganizationMovingService } from './organization-moving.service.js';
import { OrganizationPlacesReadModel } from './organization-places.read-model.js';
import { OrganizationPlacesService } from './organization-places.service.js';
import { OrganizationTreeRepository } from './organization-tree.repository.js';
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
    OrganizationMovingService,
    OrganizationDissolutionService,
    OrganizationPlacesService,
    OrganizationsRepository,
    OrganizationTreeRepository,
    OrganizationsReadModel,
    OrganizationPlacesReadModel,
  ],
  exports: [OrganizationsRepository, OrganizationTreeRepository],
})
export class OrganizationsModule {}
