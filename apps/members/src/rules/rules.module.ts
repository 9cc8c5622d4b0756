import { Module } from '@nestjs/common';
import { RulesController } from './rules.controller.js';
import { RulesReadModel } from './rules.read-model.js';
import { RulesRepository } from './rules.repository.js';
import { RulesService } from './rules.service.js';

@Module({
  controllers: [RulesController],
  providers: [RulesService, RulesRepository, RulesReadModel],
  exports: [RulesReadModel],
})
export class RulesModule {}
