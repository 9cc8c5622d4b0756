import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/rules.module.js';
import { DailyLook } from './daily-look.js';
import { RemindersReadModel } from './reminders.read-model.js';
import { RemindersRepository } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

@Module({
  imports: [RulesModule],
  providers: [DailyLook, RemindersService, RemindersReadModel, RemindersRepository],
})
export class RemindersModule {}
