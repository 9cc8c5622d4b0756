import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AccountModule } from '../accounts/account.module.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { SessionController } from './session.controller.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { SigningKeysModule } from './signing-keys.module.js';
import { TokenIssuer } from './token-issuer.js';

@Module({
  imports: [AccountModule, SigningKeysModule, JwtModule.register({})],
  controllers: [SessionController],
  providers: [SessionService, SessionRepository, LoginAttemptsRepository, TokenIssuer],
})
export class SessionModule {}
