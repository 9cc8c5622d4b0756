import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import type { KeptProblem } from '#libs/operations';
import type { ClaimedImport, KeptReport, RosterImport, RosterProgress } from './roster-import.js';
import type { RosterMode } from './roster-mode.js';

type On = Pick<Transaction, 'query'>;
type Row<T> = T & Record<string, unknown>;

const columns = `id, dry_run, mode, status, phase, done, total, report, problem, created_at, started_at, ended_at`;
const open = `status in ('queued', 'running')`;
const mine = `id = $1 and attempt = $2 and status = 'running'`;

/** After so many failures people must look. */
const MOST_FAILURES = 5;

@Injectable()
export class RosterImportsRepository {
  async newId(on: On): Promise<string> {
    const [row] = await query<{ id: string }>(on, 'select uuidv7() as id');
    return row?.id ?? '';
  }

  async add(
    tx: Transaction,
    {
      id,
      createdBy,
      dryRun,
      mode,
      file,
    }: { id: string; createdBy: string; dryRun: boolean; mode: RosterMode; file: Buffer },
  ): Promise<void> {
    await tx.query(
      `insert into roster_imports (id, created_by, dry_run, mode, file_sealed) values ($1, $2, $3, $4, $5)`,
      [id, createdBy, dryRun, mode, file],
    );
  }

  /** Whose it is; without an account, whoever's. */
  async find(on: On, id: string, createdBy: string | null): Promise<RosterImport | undefined> {
    const [row] = await query<Row<RosterImport>>(
      on,
      `select ${columns} from roster_imports where id = $1 and ($2::uuid is null or created_by = $2)`,
      [id, createdBy],
    );
    return row;
  }

  async waiting(on: On, limit: number): Promise<string[]> {
    const rows = await query<{ id: string }>(
      on,
      `select id from roster_imports
       where ${open} and (leased_until is null or leased_until < clock_timestamp()) order by id limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the import for so many seconds, with a number of its own; undefined when it is over, or somebody's. */
  async claim(on: On, id: string, seconds: number): Promise<ClaimedImport | undefined> {
    const [row] = await query<Row<ClaimedImport>>(
      on,
      `update roster_imports set attempt = attempt + 1, status = 'running',
         leased_until = clock_timestamp() + make_interval(secs => $2),
         started_at = coalesce(started_at, clock_timestamp())
       where id = $1 and ${open} and (leased_until is null or leased_until < clock_timestamp())
       returning id, attempt, created_by, dry_run, mode`,
      [id, seconds],
    );
    return row;
  }

  /** Apart from the claim, so that nobody holds it longer than it takes to open it. Null when the import is over. */
  async file(on: On, { id }: ClaimedImport): Promise<Buffer | null> {
    const [row] = await query<{ file_sealed: Buffer | null }>(
      on,
      'select file_sealed from roster_imports where id = $1',
      [id],
    );
    return row?.file_sealed ?? null;
  }

  async renew(on: On, { id, attempt }: ClaimedImport, seconds: number): Promise<void> {
    await on.query(
      `update roster_imports set leased_until = clock_timestamp() + make_interval(secs => $3) where ${mine}`,
      [id, attempt, seconds],
    );
  }

  /** Never back: a worker that begins anew is not seen before it is where the other was. */
  async progress(
    on: On,
    { id, attempt }: ClaimedImport,
    { phase, done, total }: RosterProgress,
  ): Promise<void> {
    await on.query(
      `update roster_imports set phase = $3, done = $4, total = coalesce($5, total)
       where ${mine} and done <= $4`,
      [id, attempt, phase, done, total],
    );
  }

  /** The work was broken off: anybody may claim it at once. */
  async release(on: On, { id, attempt }: ClaimedImport): Promise<void> {
    await on.query(`update roster_imports set leased_until = null where ${mine}`, [id, attempt]);
  }

  /** @returns false when it was overtaken or cancelled: then nothing of it may stand. */
  async succeed(
    tx: Transaction,
    { id, attempt }: ClaimedImport,
    { report, total }: { readonly report: KeptReport; readonly total: number },
  ): Promise<boolean> {
    const ended = await query(
      tx,
      // The whole: what was told on the way may have stopped anywhere.
      `update roster_imports set status = 'succeeded', phase = 'done', done = $4, total = $4, file_sealed = null,
         leased_until = null, report = $3, ended_at = clock_timestamp()
       where ${mine} returning id`,
      [id, attempt, JSON.stringify(report), total],
    );
    return ended.length > 0;
  }

  async fail(
    on: On,
    { id, attempt }: ClaimedImport,
    { problem, report }: { problem: KeptProblem; report: KeptReport | null },
  ): Promise<void> {
    await on.query(
      `update roster_imports set status = 'failed', file_sealed = null, leased_until = null, problem = $3,
         report = $4, ended_at = clock_timestamp()
       where ${mine}`,
      [id, attempt, JSON.stringify(problem), report && JSON.stringify(report)],
    );
  }

  /** Counts what nobody foresaw, and gives the import back. @returns true when it was once too often. */
  async count(on: On, { id, attempt }: ClaimedImport): Promise<boolean> {
    const [row] = await query<{ failures: number }>(
      on,
      `update roster_imports set failures = failures + 1,
         leased_until = case when failures + 1 < $3 then null else leased_until end
       where ${mine} returning failures`,
      [id, attempt, MOST_FAILURES],
    );
    return row !== undefined && row.failures >= MOST_FAILURES;
  }

  /** @returns false when it is over, or not the account's. */
  async cancel(tx: Transaction, id: string, createdBy: string): Promise<boolean> {
    const cancelled = await query(
      tx,
      `update roster_imports set status = 'cancelled', file_sealed = null, leased_until = null,
         ended_at = clock_timestamp()
       where id = $1 and created_by = $2 and ${open} returning id`,
      [id, createdBy],
    );
    return cancelled.length > 0;
  }
}
