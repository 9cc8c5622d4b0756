import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import { InjectConfig } from '#libs/config';
import { DatabaseConnection, inTransaction } from '#libs/database';
import type { MembersConfig } from '../config.js';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { AccountsRepository } from './accounts.repository.js';
import { Passwords } from './passwords.js';

const USERNAME = 'admin';

/** Makes the account with which everything begins, as long as there is none and a password is given for it. */
@Injectable()
export class FirstAdministrator implements OnApplicationBootstrap {
  private readonly logger = new Logger('FirstAdministrator');

  constructor(
    private readonly connection: DatabaseConnection,
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MembersConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const password = this.config.ADMIN_PASSWORD;
    if (password !== undefined)
      await this.connection.atFirst('first administrator', () => this.make(password));
  }

  private async make(password: string): Promise<void> {
    const made = await inTransaction(this.connection.dataSource, async (tx) => {
      const { exists } = await this.accounts.lockForFirst(tx);
      if (exists) return false;
      const passwordHash = await this.passwords.hash(password);
      const accountId = await this.accounts.insert(tx, {
        personId: null,
        username: USERNAME,
        passwordHash,
        passwordMustChange: false,
      });
      const startsOn = dayInShanghai(this.clock.now());
      await this.accounts.insertGrants(tx, [
        { accountId, role: 'administrator', organizationId: null, startsOn, endsOn: null },
      ]);
      await this.bell.ring(tx);
      return true;
    });
    if (made) this.logger.log(`made the first administrator, user ${USERNAME}`);
  }
}
