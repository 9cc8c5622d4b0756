import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '#libs/database';

const KEPT = `interval '30 days'`;

/** From where accounts logged in lately. */
@Injectable()
export class LoginAddressesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Asked of accounts that do not exist, too, so that it takes the same time. */
  async isUsual(accountId: string, addressHash: Buffer, now: Date): Promise<boolean> {
    const found = await query(
      this.dataSource,
      `select from login_addresses
       where account_id = $1 and address_hash = $2 and last_at > $3::timestamptz - ${KEPT}`,
      [accountId, addressHash, now],
    );
    return found.length > 0;
  }

  /** And forgets those from where nobody has come for 30 days. */
  async remember(accountId: string, addressHash: Buffer, now: Date): Promise<void> {
    await this.dataSource.query(
      `insert into login_addresses as known (account_id, address_hash, last_at) values ($1, $2, $3)
       on conflict (account_id, address_hash) do update set last_at = greatest(known.last_at, excluded.last_at)`,
      [accountId, addressHash, now],
    );
    await this.dataSource.query(
      `delete from login_addresses where last_at < $1::timestamptz - ${KEPT}`,
      [now],
    );
  }
}
