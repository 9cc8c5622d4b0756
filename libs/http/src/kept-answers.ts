import { createHmac } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/calendar';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { query, type Transaction } from '#libs/database';
import { openSealed, seal, sealingKey } from './sealing.js';

const KEPT_MS = 24 * 3_600_000;
const PURGE_EVERY_MS = 3_600_000;
const PURGED_AT_ONCE = 10_000;

/** Whose key, and of which request. */
export interface KeyedRequest {
  readonly caller: string;
  readonly key: string;
  /** Of method, address and body (`KeptAnswers.digest`). */
  readonly digest: Buffer;
}

type On = DataSource | Transaction;

/** What was answered to requests with an idempotency key: per caller, sealed, for a day. */
@Injectable()
export class KeptAnswers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('KeptAnswers');
  private readonly sealing: Buffer;
  private readonly digesting: Buffer;
  private timer: NodeJS.Timeout | undefined;
  private purging: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @InjectConfig() config: ServiceConfig,
  ) {
    this.sealing = sealingKey('answer', config.CURSOR_SECRET);
    this.digesting = sealingKey('request', config.CURSOR_SECRET);
  }

  /** What a key is bound to. Keyed: a body may hold a password, which a bare hash would give to whoever tries enough. */
  digest(target: string, body: string | Buffer): Buffer {
    return createHmac('sha256', this.digesting).update(`${target}\n`).update(body).digest();
  }

  /**
   * The answer this key got before, as it was sent.
   *
   * @throws idempotency.key_reused for another request, idempotency.answer_not_kept when it showed a secret.
   */
  async find(request: KeyedRequest, on: On = this.dataSource): Promise<string | undefined> {
    const [row] = await query<{ request: Buffer; answer: Buffer | null }>(
      on,
      'select request, answer from idempotency_keys where caller = $1 and key = $2 and created_at > $3',
      [request.caller, request.key, this.horizon()],
    );
    if (!row) return undefined;
    if (!row.request.equals(request.digest)) throw new DomainError('idempotency.key_reused');
    if (!row.answer) throw new DomainError('idempotency.answer_not_kept');
    try {
      return openSealed(this.sealing, row.answer, placeOf(request));
    } catch (cause) {
      // The secret was changed since: that it was done is still known.
      throw new DomainError('idempotency.answer_not_kept', { cause });
    }
  }

  /**
   * Makes the key this transaction's until it ends.
   *
   * @throws idempotency.in_flight rather than wait for another that has it.
   */
  async lock(tx: Transaction, request: KeyedRequest): Promise<void> {
    const [row] = await query<{ taken: boolean }>(
      tx,
      `select pg_try_advisory_xact_lock(hashtextextended(current_schema || ' ' || $1 || ' ' || $2, 847)) as taken`,
      [request.caller, request.key],
    );
    if (row?.taken !== true)
      throw new DomainError('idempotency.in_flight', { extensions: { retryAfter: 1 } });
  }

  /** In the transaction of the effect. Only an outlived row can be in the way. */
  async keep(tx: Transaction, request: KeyedRequest, answer: string | null): Promise<void> {
    const sealed = answer === null ? null : seal(this.sealing, answer, placeOf(request));
    await tx.query(
      `insert into idempotency_keys (caller, key, request, answer, created_at) values ($1, $2, $3, $4, $5)
       on conflict (caller, key) do update
       set request = excluded.request, answer = excluded.answer, created_at = excluded.created_at`,
      [request.caller, request.key, request.digest, sealed, this.clock.now()],
    );
  }

  /** In small bites, so that nobody waits for a lock; several copies at once do no harm. */
  async purge(): Promise<void> {
    const text = `delete from idempotency_keys where (caller, key) in (
      select caller, key from idempotency_keys where created_at <= $1 limit ${PURGED_AT_ONCE}) returning key`;
    while ((await query(this.dataSource, text, [this.horizon()])).length === PURGED_AT_ONCE);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purging = this.purge().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'old answers are still there');
      });
    }, PURGE_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.purging;
  }

  private horizon(): Date {
    return new Date(this.clock.now().getTime() - KEPT_MS);
  }
}

const placeOf = (request: KeyedRequest): string =>
  `${request.caller} ${request.key} ${request.digest.toString('hex')}`;
