import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AccountsModule } from '../accounts/accounts.module.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SigningKeysModule } from './signing-keys.module.js';
import { TokenIssuer } from './token-issuer.js';

@Module({
  imports: [AccountsModule, SigningKeysModule, JwtModule.register({})],
  controllers: [SessionsController],
  providers: [SessionsService, SessionsRepository, LoginAttemptsRepository, TokenIssuer],
})
export class SessionsModule {}
