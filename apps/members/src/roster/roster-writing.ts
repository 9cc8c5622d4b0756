import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { NewPerson } from '../people/new-people.repository.js';
import type { RosterTask } from './roster-import.js';
import { RosterNewcomers } from './roster-newcomers.js';
import { type PlacedRow, placedOf, RosterOutcomes } from './roster-outcomes.js';
import { countOutcomes, type RosterCounts } from './roster-report.js';
import { RosterStage, type SealedRow } from './roster-stage.js';
import { RosterUpdates } from './roster-updates.js';
import { RosterRepository } from './roster.repository.js';

/** Writes a roster that was checked, from its stage: new people, and records that are brought up to date. */
@Injectable()
export class RosterWriting {
  constructor(
    private readonly roster: RosterRepository,
    private readonly newcomers: RosterNewcomers,
    private readonly stage: RosterStage,
    private readonly outcomes: RosterOutcomes,
    private readonly updates: RosterUpdates,
    private readonly bell: DirectoryBell,
  ) {}

  /**
   * Writes what was checked in the same transaction, and came to these counts. `written` hears how many there are so
   * far.
   */
  async write(
    tx: Transaction,
    task: RosterTask,
    checked: RosterCounts,
    written: (rows: number) => void,
  ): Promise<void> {
    const byCode = await this.roster.organizations(tx, task.ranges);
    let ready: NewPerson[] = [];
    let done = 0;
    const came = { toCreate: 0, toUpdate: 0, unchanged: 0 };
    const open = async (bite: readonly SealedRow[]): Promise<PlacedRow[]> =>
      placedOf(await this.stage.open(task.importId, bite), byCode);
    for await (const bite of this.stage.bites(tx)) {
      if (task.mode === 'update') await this.bringUpToDate(tx, await open(bite), task, came);
      else {
        // All are new: one bite is written while the next is opened and sealed anew.
        const prepared = open(bite).then((placed) => this.newcomers.of(placed));
        [, ready] = await Promise.all([this.newcomers.insert(tx, ready), prepared]);
      }
      written(done);
      done += bite.length;
    }
    await this.newcomers.insert(tx, ready);
    if (task.mode === 'update') requireSame(came, checked);
    if (done > 0) await this.bell.ring(tx);
  }

  /**
   * Those who were found are held since they were checked; who was not may have come since, or somebody with their number
   * at work.
   */
  private async bringUpToDate(
    tx: Transaction,
    placed: readonly PlacedRow[],
    task: RosterTask,
    came: RosterCounts,
  ): Promise<void> {
    const judged = await this.outcomes.of(tx, placed, task);
    countOutcomes(judged, came);
    const created = judged.filter(({ outcome }) => outcome.kind === 'create');
    await this.newcomers.insert(tx, await this.newcomers.of(created));
    await this.updates.write(tx, judged);
  }
}

/** What a row came to when it was checked is what was told; else the import is done again, and tells what is so now. */
function requireSame(came: RosterCounts, checked: RosterCounts): void {
  const { toCreate, toUpdate, unchanged } = checked;
  if (came.toCreate !== toCreate || came.toUpdate !== toUpdate || came.unchanged !== unchanged)
    throw new Error('the books have changed since the roster was checked');
}
