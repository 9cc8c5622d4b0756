import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { type NewPerson, NewPeopleRepository } from '../people/new-people.repository.js';
import { NewPersonRecords } from '../people/new-person-records.js';
import type { PlacedRow } from './roster-outcomes.js';
import { inTurns } from './roster-stage.js';

/** Those of a roster who are not on the books yet. */
@Injectable()
export class RosterNewcomers {
  constructor(
    private readonly people: NewPeopleRepository,
    private readonly records: NewPersonRecords,
  ) {}

  of(placed: readonly PlacedRow[]): Promise<NewPerson[]> {
    return inTurns(placed, ({ id, member, organization }) =>
      this.records.ofMember(id, member, {
        id: organization.id,
        rootId: organization.root_id,
        foundedOn: organization.founded_on,
      }),
    );
  }

  async insert(tx: Transaction, newcomers: readonly NewPerson[]): Promise<void> {
    if (newcomers.length === 0) return;
    const inserted = await this.people.insert(tx, newcomers);
    // Somebody entered one of them by hand since the check; the import is done again, and finds it.
    if (inserted.size < newcomers.length) throw new Error('a person was entered meanwhile');
  }
}
