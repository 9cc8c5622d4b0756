import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SchemesController } from './schemes.controller.js';
import { SchemesReadModel } from './schemes.read-model.js';
import { SchemesRepository } from './schemes.repository.js';
import { SchemesService } from './schemes.service.js';

@Module({
  imports: [OrganizationsModule],
  controllers: [SchemesController],
  providers: [SchemesService, SchemesRepository, SchemesReadModel],
  exports: [SchemesRepository],
})
export class SchemesModule {}
