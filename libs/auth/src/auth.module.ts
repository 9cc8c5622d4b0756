import {
  type DynamicModule,
  Module,
  type ModuleMetadata,
  type Provider,
  type Type,
} from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessTokens, RemoteVerificationKeys, VerificationKeys } from './access-token.js';
import { AccountAccessSource } from './account-access.js';
import { AccountAccessCache } from './account-access-cache.js';
import { BearerStrategy } from './bearer.strategy.js';
import { ProtectedRoutes } from './protected-routes.js';

export interface AuthOptions {
  /** Exported by one of `imports`, or made here. */
  readonly accounts: Type<AccountAccessSource>;
  readonly keys?: Type<VerificationKeys>;
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
}

/** The guard of every route, and what it needs. */
@Module({})
export class AuthModule {
  static with(options: AuthOptions): DynamicModule {
    const keys: Provider = options.keys
      ? { provide: VerificationKeys, useExisting: options.keys }
      : { provide: VerificationKeys, useClass: RemoteVerificationKeys };
    return {
      module: AuthModule,
      global: true,
      imports: [DiscoveryModule, ...(options.imports ?? [])],
      providers: [
        keys,
        { provide: AccountAccessSource, useExisting: options.accounts },
        AccountAccessCache,
        AccessTokens,
        BearerStrategy,
        ProtectedRoutes,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccountAccessCache, AccessTokens, BearerStrategy],
    };
  }
}
