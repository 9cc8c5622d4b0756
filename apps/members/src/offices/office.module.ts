import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationModule } from '../organizations/organization.module.js';
import { PersonModule } from '../people/person.module.js';
import { OfficeListsService } from './office-lists.service.js';
import { OfficeController } from './office.controller.js';
import { OfficeReadModel } from './office.read-model.js';
import { OfficeRepository } from './office.repository.js';
import { OfficeService } from './office.service.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationModule, PersonModule],
  controllers: [OfficeController],
  providers: [OfficeService, OfficeListsService, OfficeRepository, OfficeReadModel],
})
export class OfficeModule {}
