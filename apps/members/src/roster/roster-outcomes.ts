import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { NumberedIssue } from './roster-issue-list.js';
import type { RosterTask } from './roster-import.js';
import { type KnownPerson, outcomeOf, type RosterOutcome } from './roster-outcome.policy.js';
import { type MatchedPerson, RosterPeopleRepository } from './roster-people.repository.js';
import { placeFault } from './roster-place.policy.js';
import { RosterRecords } from './roster-records.js';
import type { RosterMember } from './roster-row.policy.js';
import type { StagedRow } from './roster-stage.js';
import type { RosterOrganization } from './roster.repository.js';

export type Organizations = ReadonlyMap<string, readonly RosterOrganization[]>;

/** A row whose organization was found, and that is not in the file twice. */
export interface PlacedRow {
  readonly id: string;
  readonly row: number;
  readonly member: RosterMember;
  readonly organization: RosterOrganization;
}

export interface JudgedRow extends PlacedRow {
  readonly outcome: RosterOutcome;
}

/** What is wrong with the row beside the others, and with where it puts the member. */
export function faultsOf(staged: StagedRow, byCode: Organizations): Omit<NumberedIssue, 'row'>[] {
  const { organizationCode: code, citizenTwice, employeeTwice } = staged;
  const fault = code === null ? undefined : placeFault(byCode.get(code) ?? []);
  return [
    ...(citizenTwice ? [{ field: 'citizenNumber', code: 'twice' } as const] : []),
    ...(employeeTwice ? [{ field: 'employeeNumber', code: 'twice' } as const] : []),
    ...(fault ? [{ field: 'organizationCode', code: fault } as const] : []),
  ];
}

export function placedOf(bite: readonly StagedRow[], byCode: Organizations): PlacedRow[] {
  return bite.flatMap((staged) => {
    const { id, row, member } = staged;
    const [organization] = byCode.get(member?.organizationCode ?? '') ?? [];
    if (!member || !organization || faultsOf(staged, byCode).length > 0) return [];
    return [{ id, row, member, organization }];
  });
}

/** Finds out who of a bite is on the books already, and what is to come of each row. */
@Injectable()
export class RosterOutcomes {
  constructor(
    private readonly people: RosterPeopleRepository,
    private readonly records: RosterRecords,
  ) {}

  async of(
    tx: Transaction,
    placed: readonly PlacedRow[],
    { ranges, mode }: RosterTask,
  ): Promise<JudgedRow[]> {
    const wanted = placed.map(({ row, member, organization }) => ({
      row,
      citizenIndex: this.records.citizenIndex(member.citizenNumber),
      rootId: organization.root_id,
      employeeNumber: member.employeeNumber,
    }));
    const matches = await this.people.matches(tx, wanted, ranges, { hold: mode === 'update' });
    const nobody = { byCitizen: undefined, byEmployee: undefined };
    return placed.map((row) => {
      const { byCitizen, byEmployee } = matches.get(row.row) ?? nobody;
      const found = { byCitizen: this.known(byCitizen), byEmployee: this.known(byEmployee) };
      const phone = this.records.phoneIndex(row.member.phone);
      return { ...row, outcome: outcomeOf(row.member, phone, found, mode) };
    });
  }

  private known(person: MatchedPerson | undefined): KnownPerson | undefined {
    if (!person) return undefined;
    const { address_sealed: sealed, ...rest } = person;
    return { ...rest, address: this.records.address(rest.id, sealed) };
  }
}
