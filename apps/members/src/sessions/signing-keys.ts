import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { calculateJwkThumbprint, errors, type JWK, type JWTVerifyGetKey } from 'jose';
import { DataSource } from 'typeorm';
import { ACCESS_TOKEN_ALGORITHM, VerificationKeys } from '#libs/auth';
import { DatabaseConnection, inTransaction } from '#libs/database';
import { FieldSeal, type Place } from '../sealing/field-seal.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

interface Known {
  readonly at: number;
  readonly signing: SigningKey;
  readonly jwks: readonly JWK[];
  readonly verifying: ReadonlyMap<string, KeyObject>;
}

const REFRESH_MS = 600_000;
/** Tokens with made-up key ids must not make us ask the database for each of them. */
const COOLDOWN_MS = 1000;

const place = (rowId: string): Place => ({ table: 'signing_keys', column: 'private', rowId });

/** The keys that sign access tokens, and that this service itself verifies them by. The first is made at boot. */
@Injectable()
export class SigningKeys extends VerificationKeys implements OnModuleInit {
  private known: Known | undefined;

  readonly key: JWTVerifyGetKey = async ({ kid = '' }) => {
    const key =
      (await this.current()).verifying.get(kid) ?? (await this.reloaded()).verifying.get(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly connection: DatabaseConnection,
    private readonly keys: SigningKeysRepository,
    private readonly seal: FieldSeal,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.connection.atFirst('signing key', () => this.makeFirst());
  }

  private async makeFirst(): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const { exists } = await this.keys.lockForFirst(tx);
      if (exists) return;
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const publicJwk = publicKey.export({ format: 'jwk' }) as JWK;
      const kid = await calculateJwkThumbprint(publicJwk);
      const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
      await this.keys.insert(tx, {
        kid,
        privateSealed: this.seal.seal(pem, place(kid)),
        publicJwk,
      });
    });
    await this.load();
  }

  /** The newest key that is not retired. */
  async signingKey(): Promise<SigningKey> {
    return (await this.current()).signing;
  }

  /** Public keys of all tokens that may still be out. */
  async jwks(): Promise<{ keys: readonly JWK[] }> {
    return { keys: (await this.current()).jwks };
  }

  private async current(): Promise<Known> {
    if (this.known && performance.now() - this.known.at < REFRESH_MS) return this.known;
    return this.load();
  }

  private async reloaded(): Promise<Known> {
    if (this.known && performance.now() - this.known.at < COOLDOWN_MS) return this.known;
    return this.load();
  }

  private async load(): Promise<Known> {
    const rows = await this.keys.usable();
    const newest = rows.find(({ retired_at }) => retired_at === null);
    if (!newest) throw new Error('there is no key to sign with');
    this.known = {
      at: performance.now(),
      signing: {
        kid: newest.kid,
        privateKey: createPrivateKey(this.seal.open(newest.private_sealed, place(newest.kid))),
      },
      jwks: rows.map(({ kid, public_jwk }) => ({
        ...public_jwk,
        kid,
        alg: ACCESS_TOKEN_ALGORITHM,
        use: 'sig',
      })),
      verifying: new Map(
        rows.map(({ kid, public_jwk }) => [
          kid,
          createPublicKey({ key: { ...public_jwk }, format: 'jwk' }),
        ]),
      ),
    };
    return this.known;
  }
}
