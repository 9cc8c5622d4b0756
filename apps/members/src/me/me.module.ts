import { Module } from '@nestjs/common';
import { PersonModule } from '../people/person.module.js';
import { MeController } from './me.controller.js';
import { MeReadModel } from './me.read-model.js';
import { MeService } from './me.service.js';

@Module({
  imports: [PersonModule],
  controllers: [MeController],
  providers: [MeService, MeReadModel],
})
export class MeModule {}
