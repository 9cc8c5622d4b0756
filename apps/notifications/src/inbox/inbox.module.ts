import { Module } from '@nestjs/common';
import { InboxController } from './inbox.controller.js';
import { InboxReadModel } from './inbox.read-model.js';
import { InboxRepository } from './inbox.repository.js';
import { InboxService } from './inbox.service.js';
import { OfficersReadModel } from './officers.read-model.js';
import { ToldRemindersService } from './told-reminders.service.js';

@Module({
  controllers: [InboxController],
  providers: [
    InboxService,
    InboxRepository,
    InboxReadModel,
    ToldRemindersService,
    OfficersReadModel,
  ],
  exports: [InboxService, ToldRemindersService],
})
export class InboxModule {}
