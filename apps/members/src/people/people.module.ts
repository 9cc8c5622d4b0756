import { Module } from '@nestjs/common';
import { SealingModule } from '../sealing/sealing.module.js';
import { PersonRecords } from './person-records.js';
import { PeopleController } from './people.controller.js';
import { PeopleReadModel } from './people.read-model.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';

@Module({
  imports: [SealingModule],
  controllers: [PeopleController],
  providers: [PeopleService, PeopleReadModel, PeopleRepository, PersonRecords],
  exports: [PeopleRepository, PeopleReadModel, PersonRecords],
})
export class PeopleModule {}
