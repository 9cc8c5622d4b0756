import { Module } from '@nestjs/common';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { Correction } from './correction.js';
import { EnrolmentPlaces } from './enrolment-places.js';
import { Enrolment } from './enrolment.js';
import { NameKeysBackfill } from './name-keys-backfill.js';
import { NewPeopleRepository } from './new-people.repository.js';
import { NewPersonRecords } from './new-person-records.js';
import { PeopleCorrectionService } from './people-correction.service.js';
import { PeopleEnrolmentService } from './people-enrolment.service.js';
import { MemberExportsController } from './member-exports.controller.js';
import { MemberExportsReadModel } from './member-exports.read-model.js';
import { MemberExportsService } from './member-exports.service.js';
import { PersonRecords } from './person-records.js';
import { PeopleController } from './people.controller.js';
import { PeopleReadModel } from './people.read-model.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';

@Module({
  imports: [DirectoryFeedModule, OrganizationsModule, SealingModule],
  controllers: [MemberExportsController, PeopleController],
  providers: [
    PeopleService,
    Enrolment,
    EnrolmentPlaces,
    Correction,
    PeopleEnrolmentService,
    PeopleCorrectionService,
    PeopleReadModel,
    PeopleRepository,
    NewPeopleRepository,
    PersonRecords,
    NewPersonRecords,
    NameKeysBackfill,
    MemberExportsService,
    MemberExportsReadModel,
  ],
  exports: [
    PeopleService,
    PeopleEnrolmentService,
    PeopleCorrectionService,
    EnrolmentPlaces,
    PeopleRepository,
    NewPeopleRepository,
    PeopleReadModel,
    PersonRecords,
    NewPersonRecords,
  ],
})
export class PeopleModule {}
