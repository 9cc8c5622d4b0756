import { Module } from '@nestjs/common';
import { AdvisoriesController } from './advisories.controller.js';
import { AdvisoriesReadModel } from './advisories.read-model.js';
import { AdvisoriesService } from './advisories.service.js';

@Module({
  controllers: [AdvisoriesController],
  providers: [AdvisoriesService, AdvisoriesReadModel],
})
export class AdvisoriesModule {}
