import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ClientListsService } from './client-lists.service.js';
import { ClientTokensController } from './client-tokens.controller.js';
import { ClientTokensService } from './client-tokens.service.js';
import { ClientsController } from './clients.controller.js';
import { ClientsReadModel } from './clients.read-model.js';
import { ClientsRepository } from './clients.repository.js';
import { ClientsService } from './clients.service.js';

@Module({
  imports: [AccountsModule, SessionsModule, DirectoryFeedModule],
  controllers: [ClientsController, ClientTokensController],
  providers: [
    ClientsService,
    ClientListsService,
    ClientTokensService,
    ClientsRepository,
    ClientsReadModel,
  ],
})
export class ClientsModule {}
