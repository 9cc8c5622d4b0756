import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { MeController } from './me.controller.js';
import { ConsentsModule } from '../consents/consents.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PartyProbationsModule } from '../party-probations/party-probations.module.js';
import { PhotosModule } from '../photos/photos.module.js';
import { MeReadModel } from './me.read-model.js';
import { MeService } from './me.service.js';
import { OwnDataReadModel } from './own-data.read-model.js';
import { OwnDataService } from './own-data.service.js';
import { OwnErasureService } from './own-erasure.service.js';
import { ToDosReadModel } from './to-dos.read-model.js';
import { ToDosService } from './to-dos.service.js';

@Module({
  imports: [PeopleModule, MembershipsModule, PartyProbationsModule, ConsentsModule, PhotosModule],
  controllers: [MeController],
  providers: [
    MeService,
    MeReadModel,
    ToDosService,
    ToDosReadModel,
    OwnDataService,
    OwnDataReadModel,
    OwnErasureService,
  ],
})
export class MeModule {}
