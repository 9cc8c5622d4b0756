import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '#libs/auth';
import { DirectoryAccounts } from './directory-accounts.js';
import { DirectoryClient, type DirectoryStream } from './directory-client.js';
import { DIRECTORY_STREAMS, DirectoryProjector } from './directory-projector.js';

@Module({ providers: [DirectoryAccounts], exports: [DirectoryAccounts] })
class DirectoryAccountsModule {}

/**
 * The directory's copy in a consuming service, and access by it. `exemptions` too only where they are read: that somebody
 * is exempt says something of them, and is kept nowhere else.
 */
@Module({})
export class DirectoryModule {
  static with(also?: 'exemptions'): DynamicModule {
    const streams: DirectoryStream[] = ['directory', 'ended_sessions', ...(also ? [also] : [])];
    return {
      module: DirectoryModule,
      global: true,
      imports: [
        AuthModule.with({ accounts: DirectoryAccounts, imports: [DirectoryAccountsModule] }),
      ],
      providers: [
        DirectoryClient,
        DirectoryProjector,
        { provide: DIRECTORY_STREAMS, useValue: streams },
      ],
      exports: [DirectoryProjector],
    };
  }
}
