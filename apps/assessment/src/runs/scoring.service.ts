import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, query, type Transaction } from '#libs/database';
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

/** Scores one chunk, whoever asks and however often: a chunk that is done, or not its turn, is left alone. */
@Injectable()
export class ScoringService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly chunks: ChunksRepository,
    private readonly schemes: SchemesRepository,
    private readonly sealing: SealingRepository,
  ) {}

  /** @returns true when this opened the next level. */
  async score(key: ChunkKey): Promise<boolean> {
    await this.chunks.begin(this.dataSource, key.runId);
    try {
      return await inTransaction(this.dataSource, (tx) => this.scoreIn(tx, key));
    } catch (error) {
      if (error instanceof ChunkOvertaken) return false;
      const reason = error instanceof Error ? error.message : String(error);
      await this.chunks.fail(this.dataSource, key, reason);
      throw error;
    }
  }

  private async scoreIn(tx: Transaction, key: ChunkKey): Promise<boolean> {
    await tx.query(LONG_WORK);
    const chunk = await this.chunks.claim(tx, key);
    if (!chunk) return false;
    if (chunk.level === SEALING) await this.sealing.seal(tx, chunk.runId);
    const tally = chunk.level === SEALING ? undefined : await this.scoreLevel(tx, chunk);
    await this.chunks.complete(tx, chunk, tally);
    return chunk.level === SEALING ? false : this.chunks.openNext(tx, chunk);
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
