import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/consents.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { UploadsModule } from '../uploads/uploads.module.js';
import { Darkroom } from './darkroom.js';
import { MemberPhotosController } from './member-photos.controller.js';
import { OwnPhotosController } from './own-photos.controller.js';
import { PhotosRepository } from './photos.repository.js';
import { PhotosService } from './photos.service.js';

@Module({
  imports: [PeopleModule, ConsentsModule, SealingModule, UploadsModule],
  controllers: [MemberPhotosController, OwnPhotosController],
  providers: [PhotosService, PhotosRepository, Darkroom],
  exports: [PhotosService, PhotosRepository],
})
export class PhotosModule {}
