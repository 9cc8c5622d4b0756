import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DirectoryFeedModule } from '../directory-feed/directory-feed.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { LogInService } from './log-in.service.js';
import { LoginAddressesRepository } from './login-addresses.repository.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { OwnAccessController } from './own-access.controller.js';
import { OwnPasswordService } from './own-password.service.js';
import { OwnSessionsReadModel } from './own-sessions.read-model.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { PasswordProof } from './password-proof.js';
import { SessionTokens } from './session-tokens.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SigningKeysModule } from './signing-keys.module.js';
import { TokenIssuer } from './token-issuer.js';

@Module({
  imports: [
    AccountsModule,
    DirectoryFeedModule,
    SealingModule,
    SigningKeysModule,
    JwtModule.register({}),
  ],
  controllers: [SessionsController, OwnAccessController],
  providers: [
    LogInService,
    SessionsService,
    SessionTokens,
    OwnPasswordService,
    OwnSessionsService,
    OwnSessionsReadModel,
    PasswordProof,
    SessionsRepository,
    LoginAddressesRepository,
    LoginAttemptsRepository,
    TokenIssuer,
  ],
  exports: [TokenIssuer],
})
export class SessionsModule {}
