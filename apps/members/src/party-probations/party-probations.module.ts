import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { RulesModule } from '../rules/rules.module.js';
import { PartyProbationListsService } from './party-probation-lists.service.js';
import { PartyProbationsController } from './party-probations.controller.js';
import { PartyProbationsReadModel } from './party-probations.read-model.js';
import { PartyProbationsRepository } from './party-probations.repository.js';
import { PartyProbationsService } from './party-probations.service.js';

@Module({
  imports: [PeopleModule, RulesModule],
  controllers: [PartyProbationsController],
  providers: [
    PartyProbationsService,
    PartyProbationListsService,
    PartyProbationsRepository,
    PartyProbationsReadModel,
  ],
  exports: [PartyProbationsReadModel],
})
export class PartyProbationsModule {}
