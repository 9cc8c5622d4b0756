import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '#libs/auth';
import { DirectoryAccounts } from './directory-accounts.js';
import { DirectoryClient } from './directory-client.js';
import { DirectoryProjector } from './directory-projector.js';

@Module({ providers: [DirectoryAccounts], exports: [DirectoryAccounts] })
class DirectoryAccountsModule {}

/** The directory's copy in a consuming service, and access by it. */
@Module({})
export class DirectoryModule {
  static with(): DynamicModule {
    return {
      module: DirectoryModule,
      global: true,
      imports: [
        AuthModule.with({ accounts: DirectoryAccounts, imports: [DirectoryAccountsModule] }),
      ],
      providers: [DirectoryClient, DirectoryProjector],
      exports: [DirectoryProjector],
    };
  }
}
