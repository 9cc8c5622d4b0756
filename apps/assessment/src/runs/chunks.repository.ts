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
  /** The fence: the number of this claim. */
  readonly attempt: number;
  readonly month: Month;
  /** Null for the sealing. */
  readonly schemeId: string | null;
}

interface ClaimedRow extends Omit<ClaimedChunk, 'month'> {
  readonly month: number;
  readonly isFirst: boolean;
}

/** After so many failures people must look. */
const MOST_FAILURES = 5;

/** Somebody else claimed the chunk since, or its run was cancelled: nothing of what was done here may stand. */
export class ChunkOvertaken extends Error {}

type On = Pick<Transaction, 'query'>;

@Injectable()
export class ChunksRepository {
  /** The chunks of active runs that may be claimed now: at most this many. */
  waiting(on: On, limit: number): Promise<ChunkKey[]> {
    return query<ChunkKey>(
      on,
      `select chunk.run_id as "runId", chunk.level, chunk.number
       from runs run join run_chunks chunk on chunk.run_id = run.id and chunk.level = run.phase
       where run.status in ('queued', 'scoring') and chunk.status = 'waiting'
         and (chunk.leased_until is null or chunk.leased_until < clock_timestamp())
       order by run.id, chunk.number limit $1`,
      [limit],
    );
  }

  /**
   * Takes the chunk, for so many seconds and with a number of its own: at once in the table, so that others see it.
   * Undefined when it is done, or somebody's, or not its turn, or its run is given up.
   */
  async claim(
    on: On,
    { runId, level, number }: ChunkKey,
    seconds: number,
  ): Promise<ClaimedChunk | undefined> {
    const [row] = await query<ClaimedRow>(
      on,
      `update run_chunks chunk
       set attempt = attempt + 1, leased_until = clock_timestamp() + make_interval(secs => $4)
       from runs run
       where run.id = chunk.run_id and run.status in ('queued', 'scoring') and run.phase = chunk.level
         and chunk.run_id = $1 and chunk.level = $2 and chunk.number = $3 and chunk.status = 'waiting'
         and (chunk.leased_until is null or chunk.leased_until < clock_timestamp())
       returning chunk.run_id as "runId", chunk.level, chunk.number, chunk.attempt, run.month,
         chunk.from_path as "fromPath", chunk.from_id as "fromId", chunk.to_path as "toPath", chunk.to_id as "toId",
         run.status = 'queued' as "isFirst",
         (select scheme_id from run_schemes frozen where frozen.run_id = run.id and frozen.level = chunk.level)
           as "schemeId"`,
      [runId, level, number, seconds],
    );
    if (!row) return undefined;
    const { isFirst, month, ...chunk } = row;
    if (isFirst) await this.begin(on, runId);
    return { ...chunk, month: monthFromNumber(month) };
  }

  /** The first of its chunks that is begun makes a run a scoring one; on its own, so that no chunk waits for another. */
  private async begin(on: On, runId: string): Promise<void> {
    await on.query(
      `update runs set status = 'scoring', started_at = coalesce(started_at, now())
       where id = $1 and status = 'queued'`,
      [runId],
    );
  }

  /** The work goes on: nobody else may claim the chunk for as many seconds again. */
  async renew(
    on: On,
    { runId, level, number, attempt }: ClaimedChunk,
    seconds: number,
  ): Promise<void> {
    await on.query(
      `update run_chunks set leased_until = clock_timestamp() + make_interval(secs => $5)
       where run_id = $1 and level = $2 and number = $3 and attempt = $4 and status = 'waiting'`,
      [runId, level, number, attempt, seconds],
    );
  }

  /** The work was broken off: anybody may claim the chunk at once. */
  async release(on: On, { runId, level, number, attempt }: ClaimedChunk): Promise<void> {
    await on.query(
      `update run_chunks set leased_until = null
       where run_id = $1 and level = $2 and number = $3 and attempt = $4 and status = 'waiting'`,
      [runId, level, number, attempt],
    );
  }

  /** @throws ChunkOvertaken when the chunk was claimed anew, or its run is no longer to be scored. */
  async complete(tx: Transaction, chunk: ClaimedChunk, tally?: ChunkTally): Promise<void> {
    const completed = await query(
      tx,
      `update run_chunks chunk set status = 'done', done_at = clock_timestamp(), leased_until = null,
         digest = $5::numeric[], unscored = $6, inputs = $7
       from runs run
       where chunk.run_id = $1 and chunk.level = $2 and chunk.number = $3 and chunk.attempt = $4
         and chunk.status = 'waiting' and run.id = chunk.run_id and run.status = 'scoring'
       returning chunk.number`,
      [
        chunk.runId,
        chunk.level,
        chunk.number,
        chunk.attempt,
        tally?.digest ?? null,
        tally?.unscored ?? null,
        tally?.inputs ?? null,
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

  /**
   * Counts a failure, and gives the chunk back; one that fails again and again fails its run.
   *
   * @returns false when there was nothing to count: the chunk is somebody else's, or its run was cancelled.
   */
  async fail(
    on: On,
    { runId, level, number, attempt }: ClaimedChunk,
    reason: string,
  ): Promise<boolean> {
    const counted = await query(
      on,
      `with failed as (
         update run_chunks chunk set failures = failures + 1, leased_until = null
         from runs run
         where run.id = chunk.run_id and run.status = 'scoring' and chunk.run_id = $1 and chunk.level = $2
           and chunk.number = $3 and chunk.attempt = $4 and chunk.status = 'waiting'
         returning failures
       ),
       given_up as (
         update runs set status = 'failed', failure = $5, ended_at = clock_timestamp()
         from failed where runs.id = $1 and runs.status = 'scoring' and failed.failures >= $6
       )
       select from failed`,
      [runId, level, number, attempt, reason.slice(0, 500), MOST_FAILURES],
    );
    return counted.length > 0;
  }
}
