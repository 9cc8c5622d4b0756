import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { MeController } from './me.controller.js';
import { MeReadModel } from './me.read-model.js';
import { MeService } from './me.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [MeController],
  providers: [MeService, MeReadModel],
})
export class MeModule {}
