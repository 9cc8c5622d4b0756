import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SchemesModule } from '../schemes/schemes.module.js';
import { ChecksController } from './checks.controller.js';
import { ChecksReadModel } from './checks.read-model.js';
import { ChecksService } from './checks.service.js';

@Module({
  imports: [OrganizationsModule, SchemesModule],
  controllers: [ChecksController],
  providers: [ChecksService, ChecksReadModel],
})
export class ChecksModule {}
