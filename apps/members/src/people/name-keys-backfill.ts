import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseConnection, inTransaction, query } from '#libs/database';
import { nameKeys } from './name-keys.js';

const AT_ONCE = 500;

/**
 * Fills in the pinyin of names that were written before there was any, or by a copy of before: from the start on, in small
 * bites beside everything else. Several copies at once do no harm.
 */
@Injectable()
export class NameKeysBackfill implements OnApplicationBootstrap {
  private readonly logger = new Logger('NameKeysBackfill');
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly connection: DatabaseConnection) {}

  onApplicationBootstrap(): void {
    this.connection.whenOpen(() => {
      this.running = this.fill().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'some names cannot be found by pinyin yet');
      });
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async fill(): Promise<void> {
    while (!this.stopped && (await this.bite()) === AT_ONCE);
  }

  private bite(): Promise<number> {
    return inTransaction(this.connection.dataSource, async (tx) => {
      const people = await query<{ id: string; name: string }>(
        tx,
        `select id, name from people where name_pinyin is null order by id limit $1 for update skip locked`,
        [AT_ONCE],
      );
      const keys = people.map(({ name }) => nameKeys(name));
      await tx.query(
        `update people set name_key = now.key, name_pinyin = now.pinyin, name_initials = now.initials
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as now(id, pinyin, initials, key) where people.id = now.id`,
        [
          people.map(({ id }) => id),
          keys.map(({ pinyin }) => pinyin),
          keys.map(({ initials }) => initials),
          keys.map(({ key }) => key),
        ],
      );
      return people.length;
    });
  }
}
