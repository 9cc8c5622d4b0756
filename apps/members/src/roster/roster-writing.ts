import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { type NewPerson, NewPeopleRepository } from '../people/new-people.repository.js';
import { NewPersonRecords } from '../people/new-person-records.js';
import type { RosterTask } from './roster-import.js';
import { type PlacedRow, placedOf, RosterOutcomes } from './roster-outcomes.js';
import { RosterPeopleRepository } from './roster-people.repository.js';
import { RosterRecords } from './roster-records.js';
import { inTurns, RosterStage, type SealedRow } from './roster-stage.js';
import { RosterRepository } from './roster.repository.js';

/** Writes a roster that was checked, from its stage: new people, and records that are brought up to date. */
@Injectable()
export class RosterWriting {
  constructor(
    private readonly roster: RosterRepository,
    private readonly newPeople: NewPeopleRepository,
    private readonly newRecords: NewPersonRecords,
    private readonly stage: RosterStage,
    private readonly outcomes: RosterOutcomes,
    private readonly people: RosterPeopleRepository,
    private readonly records: RosterRecords,
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
        const prepared = open(bite).then((placed) => this.recordsOf(placed));
        [, ready] = await Promise.all([this.insert(tx, ready), prepared]);
      }
      written(done);
      done += bite.length;
    }
    await this.insert(tx, ready);
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
    await this.insert(tx, await this.recordsOf(created));
    const updates = judged.flatMap(({ outcome }) =>
      outcome.kind === 'update' ? [this.records.update(outcome.personId, outcome.changes)] : [],
    );
    await this.people.update(tx, updates);
  }

  private async insert(tx: Transaction, people: readonly NewPerson[]): Promise<void> {
    if (people.length === 0) return;
    const inserted = await this.newPeople.insert(tx, people);
    // Somebody entered one of them by hand since the check; the import is done again, and finds it.
    if (inserted.size < people.length) throw new Error('a person was entered meanwhile');
  }

  private recordsOf(placed: readonly PlacedRow[]): Promise<NewPerson[]> {
    return inTurns(placed, ({ id, member, organization }) =>
      this.newRecords.ofMember(id, member, {
        id: organization.id,
        rootId: organization.root_id,
        foundedOn: organization.founded_on,
      }),
    );
  }
}
