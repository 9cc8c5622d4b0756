import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountAccessCache, Principal } from '#libs/auth';
import { InjectConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import {
  inSession,
  inTransaction,
  isPassing,
  type PathRange,
  type Transaction,
} from '#libs/database';
import { failpoint } from '#libs/failpoints';
import { whileLeased } from '#libs/operations';
import type { MembersConfig } from '../config.js';
import { FieldSeal, type Place } from '../sealing/field-seal.js';
import type { ClaimedImport, RosterTask } from './roster-import.js';
import { RosterImportProgress } from './roster-import-progress.js';
import { RosterImportsRepository } from './roster-imports.repository.js';
import { rosterInvalid } from './roster.errors.js';
import { keptReport, toFieldErrors } from './roster.mapper.js';
import type { RosterReport } from './roster-report.js';
import type { RosterReading } from './roster-reading.js';
import { RosterService } from './roster.service.js';

export const fileOf = (id: string): Place => ({
  table: 'roster_imports',
  column: 'file',
  rowId: id,
});

/** Somebody else claimed the import since, or it was cancelled: nothing of what was done here may stand. */
class ImportOvertaken extends Error {}

/** Rows that are wrong, with all that was found. */
class RosterRefused extends Error {
  constructor(readonly report: RosterReport) {
    super('the roster has errors');
  }
}

/**
 * Works on one import, whoever asks and however often. It is claimed in a transaction of its own; all that it writes,
 * and that it is done, is another, which commits only while the claim is the last.
 */
@Injectable()
export class RosterImportWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: RosterImportsRepository,
    private readonly roster: RosterService,
    private readonly seal: FieldSeal,
    private readonly accounts: AccountAccessCache,
    @InjectConfig() private readonly config: MembersConfig,
  ) {}

  async work(id: string): Promise<void> {
    const seconds = this.config.IMPORT_LEASE_SECONDS;
    const claimed = await this.imports.claim(this.dataSource, id, seconds);
    if (!claimed) return;
    await whileLeased(
      seconds,
      () => this.imports.renew(this.dataSource, claimed, seconds),
      () => this.workOn(claimed),
    );
  }

  private async workOn(claimed: ClaimedImport): Promise<void> {
    try {
      await this.importRoster(claimed);
    } catch (error) {
      if (error instanceof ImportOvertaken) return;
      if (error instanceof RosterRefused) return this.refuse(claimed, error.report);
      if (error instanceof DomainError) return this.fail(claimed, error);
      if (isPassing(error)) {
        // Where this fails too, the lease runs out by itself.
        await this.imports.release(this.dataSource, claimed).catch(() => undefined);
      } else if (await this.imports.count(this.dataSource, claimed)) {
        await this.fail(claimed, new DomainError('operations.given_up'));
      }
      throw error;
    }
  }

  private async importRoster(claimed: ClaimedImport): Promise<void> {
    const progress = new RosterImportProgress((now) =>
      this.imports.progress(this.dataSource, claimed, now),
    );
    const ranges = await this.rangesOf(claimed.created_by);
    const task = { importId: claimed.id, ranges, mode: claimed.mode };
    progress.at('reading', 0, null);
    await inSession(this.dataSource, async (session) => {
      try {
        const reading = await this.read(session, claimed, progress);
        if (reading)
          await inTransaction(session, (tx) =>
            this.apply(tx, claimed, { task, reading, progress }),
          );
      } finally {
        await this.roster.forget(session);
      }
    });
  }

  /** Undefined when the import was cancelled meanwhile, and its file is gone. */
  private async read(
    session: Transaction,
    claimed: ClaimedImport,
    progress: RosterImportProgress,
  ): Promise<RosterReading | undefined> {
    const sealed = await this.imports.file(this.dataSource, claimed);
    if (!sealed) return undefined;
    const bytes = this.seal.openBytes(sealed, fileOf(claimed.id));
    return this.roster.read(session, claimed.id, bytes, (rows) => {
      progress.at('reading', rows, null);
    });
  }

  private async apply(
    tx: Transaction,
    claimed: ClaimedImport,
    found: { task: RosterTask; reading: RosterReading; progress: RosterImportProgress },
  ): Promise<void> {
    const { task, reading, progress } = found;
    const { rows } = reading;
    const dryRun = claimed.dry_run;
    const total = rows * (dryRun ? 2 : 3);
    progress.at('checking', rows, total);
    const checked = await this.roster.check(tx, task, (done) => {
      progress.at('checking', rows + done, total);
    });
    const report = { ...checked, dryRun, reading, errors: reading.errors.and(checked.errors) };
    if (!dryRun) {
      if (report.errors.count > 0) throw new RosterRefused(report);
      progress.at('writing', 2 * rows, total);
      await this.roster.write(tx, task, report, (written) => {
        progress.at('writing', 2 * rows + written, total);
      });
    }
    await progress.settle();
    const end = { report: keptReport(report), total };
    if (!(await this.imports.succeed(tx, claimed, end))) throw new ImportOvertaken();
    failpoint('import.applied');
  }

  /** What the account may do now, not when it sent the file. */
  private async rangesOf(accountId: string): Promise<PathRange[]> {
    const access = await this.accounts.load(accountId);
    const roles = access && !access.disabled ? access.roles : [];
    const principal = new Principal(accountId, access?.personId ?? null, '', roles);
    if (!principal.may('roster.import')) throw new DomainError('auth.forbidden');
    return principal.ranges('roster.import');
  }

  private refuse(claimed: ClaimedImport, report: RosterReport): Promise<void> {
    const { first, count } = report.errors;
    return this.fail(claimed, rosterInvalid(toFieldErrors(first), count), report);
  }

  private fail(claimed: ClaimedImport, error: DomainError, report?: RosterReport): Promise<void> {
    const { code, errors } = error;
    return this.imports.fail(this.dataSource, claimed, {
      problem: { code, errors },
      report: report ? keptReport(report) : null,
    });
  }
}
