import { Module } from '@nestjs/common';
import { SealingModule } from '../sealing/sealing.module.js';
import { MemberExportsController } from './member-exports.controller.js';
import { MemberExportsReadModel } from './member-exports.read-model.js';
import { MemberExportsService } from './member-exports.service.js';
import { PersonRecords } from './person-records.js';
import { PeopleController } from './people.controller.js';
import { PeopleReadModel } from './people.read-model.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';

@Module({
  imports: [SealingModule],
  controllers: [MemberExportsController, PeopleController],
  providers: [
    PeopleService,
    PeopleReadModel,
    PeopleRepository,
    PersonRecords,
    MemberExportsService,
    MemberExportsReadModel,
  ],
  exports: [PeopleRepository, PeopleReadModel, PersonRecords],
})
export class PeopleModule {}
