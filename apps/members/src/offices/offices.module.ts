import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PeopleModule } from '../people/people.module.js';
import { OfficeListsService } from './office-lists.service.js';
import { OfficesController } from './offices.controller.js';
import { OfficesReadModel } from './offices.read-model.js';
import { OfficesRepository } from './offices.repository.js';
import { OfficesService } from './offices.service.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationsModule, PeopleModule],
  controllers: [OfficesController],
  providers: [OfficesService, OfficeListsService, OfficesRepository, OfficesReadModel],
})
export class OfficesModule {}
