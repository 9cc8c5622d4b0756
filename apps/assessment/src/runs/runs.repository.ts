import { Injectable } from '@nestjs/common';
import { type Month, monthNumber } from '#libs/calendar';
import {
  brokenConstraint,
  type PathRange,
  query,
  rangeValues,
  type Transaction,
  withinRanges,
} from '#libs/database';
import { levelCode } from '../schemes/codes.js';
import type { ActiveScheme } from '../schemes/schemes.repository.js';
import { Run } from './run.entity.js';
import { runActive, runNotFound } from './runs.errors.js';

export interface NewRun {
  readonly month: Month;
  readonly rootId: string;
  readonly rootPath: string;
  readonly createdBy: string;
}

/** `$1` month, `$2` root: of a month and a root, one run is published after the other. */
const PUBLICATION_LOCK = `select pg_advisory_xact_lock(hashtextextended($1::integer || ' ' || $2::uuid, 847205))`;

const isSecondActive = (error: unknown): boolean => brokenConstraint(error) === 'runs_one_active';

/** Runs by id, for commands. */
@Injectable()
export class RunsRepository {
  /** @throws assessment.run_active while another run of the month and the root is not done. */
  async add(tx: Transaction, run: NewRun): Promise<string> {
    const row = tx.create(Run, { ...run, month: monthNumber(run.month) });
    try {
      await tx.insert(Run, row);
    } catch (error) {
      throw isSecondActive(error) ? runActive(error) : error;
    }
    return row.id;
  }

  async freezeSchemes(
    tx: Transaction,
    runId: string,
    schemes: readonly ActiveScheme[],
  ): Promise<void> {
    await tx.query(
      `insert into run_schemes (run_id, level, scheme_id)
       select $1::uuid, * from unnest($2::smallint[], $3::uuid[])`,
      [runId, schemes.map((each) => levelCode(each.level)), schemes.map((each) => each.id)],
    );
  }

  /** Draws the line: what is recorded from now on is not for this run. Recording must be held up. */
  async drawLine(tx: Transaction, runId: string): Promise<void> {
    await tx.query('update runs set as_of = clock_timestamp() where id = $1', [runId]);
  }

  /**
   * Locks the run until the transaction ends.
   *
   * @throws assessment.run_not_found where there is none in the ranges.
   */
  async lock(tx: Transaction, id: string, ranges: readonly PathRange[]): Promise<Run> {
    const [found] = await query<{ id: string }>(
      tx,
      `select id from runs where id = $1 and ${withinRanges('root_path', 2, 3)} for no key update`,
      [id, ...rangeValues(ranges)],
    );
    if (!found) throw runNotFound();
    return tx.findOneByOrFail(Run, { id: found.id });
  }

  async cancel(tx: Transaction, run: Run): Promise<void> {
    await tx.query(
      `update runs set status = 'cancelled', ended_at = clock_timestamp() where id = $1`,
      [run.id],
    );
  }

  /**
   * Where it was: a draft that was discarded is a draft again, all else goes on with the chunks that are not done.
   *
   * @throws assessment.run_active while another run of the month and the root is not done.
   */
  async resume(tx: Transaction, run: Run): Promise<void> {
    try {
      await tx.query(
        `update runs set failure = null, ended_at = null,
           status = case when result_hash is not null then 'draft' when started_at is null then 'queued' else 'scoring' end
         where id = $1`,
        [run.id],
      );
    } catch (error) {
      throw isSecondActive(error) ? runActive(error) : error;
    }
    await tx.query(
      `update run_chunks set failures = 0 where run_id = $1 and status = 'waiting' and failures > 0`,
      [run.id],
    );
  }

  /**
   * Holds up all other publication for the month and the root until the transaction ends: what the others have published
   * is seen only once they have committed.
   */
  async holdPublication(tx: Transaction, run: Run): Promise<void> {
    await tx.query(PUBLICATION_LOCK, [run.month, run.rootId]);
  }

  /** True when a run made after this one is published for the same month and root. */
  async isOutdated(tx: Transaction, run: Run): Promise<boolean> {
    const rows = await query(
      tx,
      `select from runs where month = $1 and root_id = $2 and id > $3 and status = 'published' limit 1`,
      [run.month, run.rootId, run.id],
    );
    return rows.length > 0;
  }

  /**
   * Publication must be held up. What was current is superseded first, since there are never two that are.
   *
   * @returns the run that this one supersedes.
   */
  async publish(
    tx: Transaction,
    run: Run,
    publishedBy: string,
    publishedAt: Date,
  ): Promise<string | null> {
    const [superseded] = await query<{ id: string }>(
      tx,
      `update runs set superseded_by = $3
       where month = $1 and root_id = $2 and id <> $3 and status = 'published' and superseded_by is null returning id`,
      [run.month, run.rootId, run.id],
    );
    await tx.update(Run, { id: run.id }, { status: 'published', publishedBy, publishedAt });
    return superseded?.id ?? null;
  }
}
