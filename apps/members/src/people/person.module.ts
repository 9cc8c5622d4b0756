import { Module } from '@nestjs/common';
import { SealingModule } from '../sealing/sealing.module.js';
import { PersonRecords } from './person-records.js';
import { PersonController } from './person.controller.js';
import { PersonReadModel } from './person.read-model.js';
import { PersonRepository } from './person.repository.js';
import { PersonService } from './person.service.js';

@Module({
  imports: [SealingModule],
  controllers: [PersonController],
  providers: [PersonService, PersonReadModel, PersonRepository, PersonRecords],
  exports: [PersonRepository, PersonReadModel, PersonRecords],
})
export class PersonModule {}
