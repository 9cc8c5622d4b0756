import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { NewPerson } from '../people/new-people.repository.js';
import type { RosterTask } from './roster-import.js';
import { RosterNewcomers } from './roster-newcomers.js';
import { type PlacedRow, placedOf, RosterOutcomes } from './roster-outcomes.js';
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

  /** Writes what was checked in the same transaction. `written` hears how many there are so far. */
  async write(tx: Transaction, task: RosterTask, written: (rows: number) => void): Promise<void> {
    const byCode = await this.roster.organizations(tx, task.ranges);
    let ready: NewPerson[] = [];
    let done = 0;
    const open = async (bite: readonly SealedRow[]): Promise<PlacedRow[]> =>
      placedOf(await this.stage.open(task.importId, bite), byCode);
    for await (const bite of this.stage.bites(tx)) {
      if (task.mode === 'update') await this.bringUpToDate(tx, await open(bite), task);
      else {
        // All are new: one bite is written while the next is opened and sealed anew.
        const prepared = open(bite).then((placed) => this.newcomers.of(placed));
        [, ready] = await Promise.all([this.newcomers.insert(tx, ready), prepared]);
      }
      written(done);
      done += bite.length;
    }
    await this.newcomers.insert(tx, ready);
    if (done > 0) await this.bell.ring(tx);
  }

  /** Those who were found are held since they were checked, so that each row comes to the same again. */
  private async bringUpToDate(
    tx: Transaction,
    placed: readonly PlacedRow[],
    task: RosterTask,
  ): Promise<void> {
    const judged = await this.outcomes.of(tx, placed, task);
    const created = judged.filter(({ outcome }) => outcome.kind === 'create');
    await this.newcomers.insert(tx, await this.newcomers.of(created));
    await this.updates.write(tx, judged);
  }
}
