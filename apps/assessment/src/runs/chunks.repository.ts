import { Injectable } from '@nestjs/common';
import { type Month, monthFromNumber } from '#libs/calendar';
import { query, type Transaction } from '#libs/database';
import type { ChunkBounds, ChunkTally } from '../schemes/compile-scheme.js';

/** Names a chunk; what a job on the queue carries. */
export interface ChunkKey {
  readonly runId: string;
  readonly level: number;
  readonly number: number;
}

export interface ClaimedChunk extends ChunkKey, ChunkBounds {
  readonly attempt: number;
  readonly month: Month;
  /** Null for the sealing. */
  readonly schemeId: string | null;
}

interface ClaimedRow extends Omit<ClaimedChunk, 'month'> {
  readonly month: number;
}

/** After so many failures people must look. */
const MOST_FAILURES = 5;

/** Somebody else claimed the chunk since: nothing of what was done here may stand. */
export class ChunkOvertaken extends Error {}

@Injectable()
export class ChunksRepository {
  /** The chunks of active runs that are to be done now: at most this many. */
  waiting(
    on: Pick<Transaction, 'query'>,
    limit: number,
  ): Promise<(ChunkKey & Record<string, unknown>)[]> {
    return query<ChunkKey & Record<string, unknown>>(
      on,
      `select chunk.run_id as "runId", chunk.level, chunk.number
       from runs run join run_chunks chunk on chunk.run_id = run.id and chunk.level = run.phase
       where run.status in ('queued', 'scoring') and chunk.status = 'waiting'
       order by run.id, chunk.number limit $1`,
      [limit],
    );
  }

  /** The first of its chunks that is begun makes a run a scoring one; on its own, so that no chunk waits for another. */
  async begin(on: Pick<Transaction, 'query'>, runId: string): Promise<void> {
    await on.query(
      `update runs set status = 'scoring', started_at = now() where id = $1 and status = 'queued'`,
      [runId],
    );
  }

  /** Takes the chunk for this transaction; undefined when it is done, or not its turn, or its run is given up. */
  async claim(
    tx: Transaction,
    { runId, level, number }: ChunkKey,
  ): Promise<ClaimedChunk | undefined> {
    const [row] = await query<ClaimedRow & Record<string, unknown>>(
      tx,
      `update run_chunks chunk set attempt = attempt + 1
       from runs run
       where run.id = chunk.run_id and run.status = 'scoring' and run.phase = chunk.level
         and chunk.run_id = $1 and chunk.level = $2 and chunk.number = $3 and chunk.status = 'waiting'
       returning chunk.run_id as "runId", chunk.level, chunk.number, chunk.attempt, run.month,
         chunk.from_path as "fromPath", chunk.from_id as "fromId", chunk.to_path as "toPath", chunk.to_id as "toId",
         (select scheme_id from run_schemes frozen where frozen.run_id = run.id and frozen.level = chunk.level)
           as "schemeId"`,
      [runId, level, number],
    );
    return row && { ...row, month: monthFromNumber(row.month) };
  }

  /** @throws ChunkOvertaken when the chunk was claimed anew. */
  async complete(tx: Transaction, chunk: ClaimedChunk, tally?: ChunkTally): Promise<void> {
    const completed = await query(
      tx,
      `update run_chunks set status = 'done', done_at = clock_timestamp(), digest = $5::numeric[], unscored = $6
       where run_id = $1 and level = $2 and number = $3 and attempt = $4 and status = 'waiting' returning number`,
      [
        chunk.runId,
        chunk.level,
        chunk.number,
        chunk.attempt,
        tally?.digest ?? null,
        tally?.unscored ?? null,
      ],
    );
    if (completed.length === 0) throw new ChunkOvertaken();
  }

  /**
   * Opens the next level when this one is complete. The run is locked first, so that of two workers that finish at the
   * same time the second sees what the first has done, and exactly one opens it. No stronger lock than this: completing a
   * chunk shares the key of its run (by the foreign key), and two that share it could never both lock it for update.
   */
  async openNext(tx: Transaction, { runId, level }: ChunkKey): Promise<boolean> {
    await tx.query('select from runs where id = $1 for no key update', [runId]);
    const opened = await query(
      tx,
      `update runs set phase = (select min(level) from run_chunks where run_id = $1 and level > $2)
       where id = $1 and phase = $2
         and not exists (select from run_chunks where run_id = $1 and level = $2 and status = 'waiting')
       returning id`,
      [runId, level],
    );
    return opened.length > 0;
  }

  /** Counts a failure; a chunk that fails again and again fails its run. */
  async fail(
    on: Pick<Transaction, 'query'>,
    { runId, level, number }: ChunkKey,
    reason: string,
  ): Promise<void> {
    await on.query(
      `with failed as (
         update run_chunks set failures = failures + 1
         where run_id = $1 and level = $2 and number = $3 and status = 'waiting' returning failures
       )
       update runs set status = 'failed', failure = $4
       from failed where runs.id = $1 and runs.status = 'scoring' and failed.failures >= $5`,
      [runId, level, number, reason.slice(0, 500), MOST_FAILURES],
    );
  }
}
