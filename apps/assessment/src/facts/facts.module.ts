import { Module } from '@nestjs/common';
import { FactsController } from './facts.controller.js';
import { FactsReadModel } from './facts.read-model.js';
import { FactsRepository } from './facts.repository.js';
import { FactsService } from './facts.service.js';

@Module({
  controllers: [FactsController],
  providers: [FactsService, FactsRepository, FactsReadModel],
  exports: [FactsRepository, FactsService],
})
export class FactsModule {}
