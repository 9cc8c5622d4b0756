import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { OrganizationTreeRepository } from '../organizations/organization-tree.repository.js';
import type { RosterTask } from './roster-import.js';
import { IssueList } from './roster-issue-list.js';
import { faultsOf, placedOf, RosterOutcomes } from './roster-outcomes.js';
import { readRoster, type RosterReading } from './roster-reading.js';
import { countOutcomes, OrganizationCounts, type RosterReport } from './roster-report.js';
import type { RosterIssue } from './roster-row.policy.js';
import { RosterStage } from './roster-stage.js';
import { RosterWriting } from './roster-writing.js';
import { RosterRepository } from './roster.repository.js';

type Heard = (rows: number) => void;

/** Takes over a roster: reads it, holds it against what is there, and writes it; never more of it in memory than a bite. */
@Injectable()
export class RosterService {
  constructor(
    private readonly roster: RosterRepository,
    private readonly stage: RosterStage,
    private readonly tree: OrganizationTreeRepository,
    private readonly outcomes: RosterOutcomes,
    private readonly writing: RosterWriting,
    private readonly clock: Clock,
  ) {}

  /** Reads the file onto the session's stage. `read` hears how many rows there are so far. */
  async read(
    session: Transaction,
    importId: string,
    bytes: Buffer,
    read: Heard,
  ): Promise<RosterReading> {
    let staged = 0;
    await this.stage.begin(session);
    const reading = await readRoster(bytes, dayInShanghai(this.clock.now()), async (rows) => {
      await this.stage.add(session, importId, rows);
      read((staged += rows.length));
    });
    await this.stage.complete(session);
    return reading;
  }

  /** Clears the session's stage; where the connection is gone, the stage went with it. */
  async forget(session: Transaction): Promise<void> {
    await this.stage.end(session).catch(() => undefined);
  }

  /** Holds the staged rows against what is there; what is found stays true until the transaction ends. */
  async check(
    tx: Transaction,
    task: RosterTask,
    checked: Heard,
  ): Promise<Omit<RosterReport, 'dryRun' | 'reading'>> {
    await this.tree.keep(tx);
    await this.roster.lock(tx);
    const byCode = await this.roster.organizations(tx, task.ranges);
    const [errors, decisions] = [new IssueList(), new IssueList()];
    const organizations = new OrganizationCounts();
    const counts = { toCreate: 0, toUpdate: 0, unchanged: 0 };
    let done = 0;
    for await (const sealed of this.stage.bites(tx)) {
      const bite = await this.stage.open(task.importId, sealed);
      const judged = await this.outcomes.of(tx, placedOf(bite, byCode), task);
      countOutcomes(judged, counts);
      const refused = new Map<number, RosterIssue>();
      for (const { row, organization, outcome } of judged) {
        if (outcome.kind === 'refused') refused.set(row, outcome.fault);
        else if (outcome.kind === 'create') organizations.add(organization);
        else decisions.add(row, outcome.decisions);
      }
      for (const staged of bite) {
        const fault = refused.get(staged.row);
        errors.add(staged.row, [...faultsOf(staged, byCode), ...(fault ? [fault] : [])]);
      }
      checked((done += bite.length));
    }
    return { errors, decisions, counts, organizations };
  }

  /** Writes what was checked in the same transaction. `written` hears how many there are so far. */
  write(
    tx: Transaction,
    task: RosterTask,
    { counts }: Pick<RosterReport, 'counts'>,
    written: Heard,
  ): Promise<void> {
    return this.writing.write(tx, task, counts, written);
  }
}
