import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { PathRange, Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { OrganizationTreeRepository } from '../organizations/organization-tree.repository.js';
import { NewPeopleRepository } from '../people/new-people.repository.js';
import { NewPersonRecords } from '../people/new-person-records.js';
import { type NumberedIssue, readRoster, type RosterReading } from './roster-reading.js';
import type { PlacedMember, RosterReport } from './roster-report.js';
import { placeFault } from './roster-place.policy.js';
import { type RosterOrganization, RosterRepository } from './roster.repository.js';

const BATCH = 2000;

/** Takes over a roster: reads it, holds it against what is there, and writes it. */
@Injectable()
export class RosterService {
  constructor(
    private readonly roster: RosterRepository,
    private readonly tree: OrganizationTreeRepository,
    private readonly people: NewPeopleRepository,
    private readonly records: NewPersonRecords,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** `read` hears how many rows there are so far. */
  read(bytes: Buffer, read: (rows: number) => void): Promise<RosterReading> {
    return readRoster(bytes, dayInShanghai(this.clock.now()), read);
  }

  /** Holds a roster against what is there; what is found stays true until the transaction ends. */
  async check(
    tx: Transaction,
    reading: RosterReading,
    ranges: readonly PathRange[],
    dryRun: boolean,
  ): Promise<RosterReport> {
    await this.tree.keep(tx);
    await this.roster.lock(tx);
    const { placed, faults } = await this.place(tx, reading, ranges);
    const known = await this.known(tx, placed);
    const errors = [...reading.errors, ...faults, ...known].sort((a, b) => a.row - b.row);
    return { dryRun, reading, errors, placed };
  }

  /** Writes what was checked in the same transaction. `written` hears how many there are so far. */
  async write(
    tx: Transaction,
    placed: readonly PlacedMember[],
    written: (count: number) => void,
  ): Promise<void> {
    for (let start = 0; start < placed.length; start += BATCH) {
      const batch = placed.slice(start, start + BATCH);
      const ids = await this.people.newIds(tx, batch.length);
      const records = batch.map(({ member, organization }, i) =>
        this.records.ofMember(ids[i] ?? '', member, {
          id: organization.id,
          rootId: organization.root_id,
          foundedOn: organization.founded_on,
        }),
      );
      const inserted = await this.people.insert(tx, records);
      // Somebody entered one of them by hand since the check; the import is done again, and finds it.
      if (inserted.size < records.length) throw new Error('a person was entered meanwhile');
      written(start + batch.length);
    }
    if (placed.length > 0) await this.bell.ring(tx);
  }

  /**
   * Finds the organization of every member by its code, among those that are the caller's. Of a row that is wrong by
   * itself too, so that it need not be mended twice.
   */
  private async place(
    tx: Transaction,
    { members, besides }: RosterReading,
    ranges: readonly PathRange[],
  ): Promise<{ placed: PlacedMember[]; faults: NumberedIssue[] }> {
    const codes = new Set([
      ...members.map(({ member }) => member.organizationCode),
      ...besides.map(({ organizationCode }) => organizationCode),
    ]);
    const byCode = new Map<string, RosterOrganization[]>();
    for (const organization of await this.roster.organizations(tx, [...codes], ranges))
      byCode.set(organization.code, [...(byCode.get(organization.code) ?? []), organization]);

    const placed: PlacedMember[] = [];
    const faults = besides.flatMap(({ row, organizationCode }): NumberedIssue[] => {
      const fault = placeFault(byCode.get(organizationCode) ?? []);
      return fault ? [{ row, field: 'organizationCode', code: fault }] : [];
    });
    for (const { row, member } of members) {
      const found = byCode.get(member.organizationCode) ?? [];
      const fault = placeFault(found);
      const [organization] = found;
      if (fault || !organization)
        faults.push({ row, field: 'organizationCode', code: fault ?? 'organization_unknown' });
      else placed.push({ row, member, organization });
    }
    return { placed, faults };
  }

  /** Those who are on the books already, by citizen number or by employee number below the same root. */
  private async known(tx: Transaction, placed: readonly PlacedMember[]): Promise<NumberedIssue[]> {
    const indexes = placed.map(({ member }) => this.records.citizenIndex(member.citizenNumber));
    const citizens = await this.roster.knownCitizens(tx, indexes);
    const employees = new Map<string, Set<string>>();
    for (const rootId of new Set(placed.map(({ organization }) => organization.root_id))) {
      const numbers = placed.flatMap(({ organization, member }) =>
        organization.root_id === rootId && member.employeeNumber !== null
          ? [member.employeeNumber]
          : [],
      );
      employees.set(rootId, await this.roster.knownEmployees(tx, rootId, numbers));
    }
    return placed.flatMap(({ row, member, organization }, i): NumberedIssue[] => {
      if (citizens.has(indexes[i] ?? '')) return [{ row, field: 'citizenNumber', code: 'exists' }];
      const taken = employees.get(organization.root_id)?.has(member.employeeNumber ?? '');
      return taken ? [{ row, field: 'employeeNumber', code: 'exists' }] : [];
    });
  }
}
