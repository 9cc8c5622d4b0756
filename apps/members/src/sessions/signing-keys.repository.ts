import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import { DataSource } from 'typeorm';
import { query, type Transaction } from '#libs/database';

export interface SigningKeyRow {
  readonly kid: string;
  readonly private_sealed: Buffer;
  readonly public_jwk: JWK;
  readonly retired_at: Date | null;
}

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** One of several copies of the service that boot together makes the first key. */
  async lockForFirst(tx: Transaction): Promise<{ readonly exists: boolean }> {
    await tx.query('select pg_advisory_xact_lock(847212)');
    const rows = await query(tx, 'select from signing_keys where retired_at is null limit 1');
    return { exists: rows.length > 0 };
  }

  async insert(
    tx: Transaction,
    key: { readonly kid: string; readonly privateSealed: Buffer; readonly publicJwk: JWK },
  ): Promise<void> {
    await tx.query(
      'insert into signing_keys (kid, private_sealed, public_jwk) values ($1, $2, $3::jsonb)',
      [key.kid, key.privateSealed, JSON.stringify(key.publicJwk)],
    );
  }

  /** Newest first; a retired one for as long as tokens signed with it may be out, and a good while more. */
  usable(): Promise<SigningKeyRow[]> {
    return query(
      this.dataSource,
      `select kid, private_sealed, public_jwk, retired_at from signing_keys
       where retired_at is null or retired_at > now() - interval '1 hour' order by created_at desc, kid`,
    );
  }
}
