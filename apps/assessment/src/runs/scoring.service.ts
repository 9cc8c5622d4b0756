import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectConfig } from '#libs/config';
import { inTransaction, isPassing, query, type Transaction } from '#libs/database';
import { failpoint } from '#libs/failpoints';
import { whileLeased } from '#libs/operations';
import type { AssessmentConfig } from '../config.js';
import { SEALING } from '../schemes/codes.js';
import { type ChunkTally, compileScheme } from '../schemes/compile-scheme.js';
import { SchemesRepository } from '../schemes/schemes.repository.js';
import {
  type ChunkKey,
  ChunkOvertaken,
  ChunksRepository,
  type ClaimedChunk,
} from './chunks.repository.js';
import { LONG_WORK } from './long-work.js';
import { SealingRepository } from './sealing.repository.js';

/**
 * Scores one chunk, whoever asks and however often. It is claimed in a transaction of its own, then scored in another
 * that commits only while the claim is the last: who was overtaken, or comes late, leaves nothing.
 */
@Injectable()
export class ScoringService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly chunks: ChunksRepository,
    private readonly schemes: SchemesRepository,
    private readonly sealing: SealingRepository,
    @InjectConfig() private readonly config: AssessmentConfig,
  ) {}

  /** @returns true when this opened the next level. */
  async score(key: ChunkKey): Promise<boolean> {
    const seconds = this.config.CHUNK_LEASE_SECONDS;
    const chunk = await this.chunks.claim(this.dataSource, key, seconds);
    if (!chunk) return false;
    failpoint('chunk.claimed');
    return whileLeased(
      seconds,
      () => this.chunks.renew(this.dataSource, chunk, seconds),
      () => this.scoreClaimed(chunk),
    );
  }

  /** Scores what was claimed, if the claim still stands when it is to be committed. */
  async scoreClaimed(chunk: ClaimedChunk): Promise<boolean> {
    try {
      const opened = await inTransaction(this.dataSource, (tx) => this.scoreIn(tx, chunk));
      failpoint(chunk.level === SEALING ? 'run.sealed' : 'chunk.committed');
      return opened;
    } catch (error) {
      if (!(error instanceof ChunkOvertaken || isPassing(error))) {
        const reason = error instanceof Error ? error.message : String(error);
        if (await this.chunks.fail(this.dataSource, chunk, reason)) throw error;
      }
      // Whoever goes on with it, also in a run that is taken up again, need not wait for the lease; where this fails
      // too, it runs out by itself.
      await this.chunks.release(this.dataSource, chunk).catch(() => undefined);
      if (isPassing(error)) throw error;
      return false;
    }
  }

  private async scoreIn(tx: Transaction, chunk: ClaimedChunk): Promise<boolean> {
    await tx.query(LONG_WORK);
    const tally = chunk.level === SEALING ? undefined : await this.scoreLevel(tx, chunk);
    failpoint('chunk.scored');
    await this.chunks.complete(tx, chunk, tally);
    if (chunk.level !== SEALING) return this.chunks.openNext(tx, chunk);
    if (!(await this.sealing.seal(tx, chunk.runId, chunk.month))) throw new ChunkOvertaken();
    return false;
  }

  private async scoreLevel(tx: Transaction, chunk: ClaimedChunk): Promise<ChunkTally | undefined> {
    const schemes = await this.schemes.byIds(tx, chunk.schemeId === null ? [] : [chunk.schemeId]);
    const [scheme] = schemes.values();
    if (!scheme) throw new Error(`run ${chunk.runId} has no scheme for level ${chunk.level}`);
    const statement = compileScheme(scheme, chunk.month);
    const [tally] = await query<ChunkTally>(
      tx,
      statement.text,
      statement.values(chunk.runId, chunk),
    );
    return tally;
  }
}
