import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { JudgedRow } from './roster-outcomes.js';
import { RosterPeopleRepository } from './roster-people.repository.js';
import { RosterRecords } from './roster-records.js';

/** Those of a roster whose record says something else. */
@Injectable()
export class RosterUpdates {
  constructor(
    private readonly people: RosterPeopleRepository,
    private readonly records: RosterRecords,
  ) {}

  async write(tx: Transaction, judged: readonly JudgedRow[]): Promise<void> {
    const updates = judged.flatMap(({ outcome }) =>
      outcome.kind === 'update' ? [this.records.update(outcome.personId, outcome.changes)] : [],
    );
    await this.people.update(tx, updates);
  }
}
