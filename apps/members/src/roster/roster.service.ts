import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { PathRange, Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { OrganizationTreeRepository } from '../organizations/organization-tree.repository.js';
import { IssueList, type NumberedIssue } from './roster-issue-list.js';
import { readRoster, type RosterReading } from './roster-reading.js';
import { OrganizationCounts, type RosterReport } from './roster-report.js';
import { RosterRecords } from './roster-records.js';
import type { RosterMember } from './roster-row.policy.js';
import { inTurns, RosterStage, type SealedRow, type StagedRow } from './roster-stage.js';
import { placeFault } from './roster-place.policy.js';
import {
  type RosterOrganization,
  type RosterRecord,
  RosterRepository,
} from './roster.repository.js';

type Organizations = ReadonlyMap<string, readonly RosterOrganization[]>;

/** A row whose organization was found, and that is not in the file twice. */
interface PlacedRow {
  readonly id: string;
  readonly row: number;
  readonly member: RosterMember;
  readonly organization: RosterOrganization;
}

/** What an import works on: one roster, for somebody with these ranges. */
export interface RosterTask {
  readonly importId: string;
  readonly ranges: readonly PathRange[];
}

type Heard = (rows: number) => void;

/** Takes over a roster: reads it, holds it against what is there, and writes it; never more of it in memory than a bite. */
@Injectable()
export class RosterService {
  constructor(
    private readonly roster: RosterRepository,
    private readonly stage: RosterStage,
    private readonly tree: OrganizationTreeRepository,
    private readonly records: RosterRecords,
    private readonly bell: DirectoryBell,
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
    { importId, ranges }: RosterTask,
    checked: Heard,
  ): Promise<Pick<RosterReport, 'errors' | 'toCreate' | 'organizations'>> {
    await this.tree.keep(tx);
    await this.roster.lock(tx);
    const byCode = await this.organizations(tx, ranges);
    const errors = new IssueList();
    const organizations = new OrganizationCounts();
    let toCreate = 0;
    let done = 0;
    for await (const sealed of this.stage.bites(tx)) {
      const bite = await this.stage.open(importId, sealed);
      const placed = placedOf(bite, byCode);
      const known = await this.known(tx, placed);
      for (const staged of bite) {
        const faults = faultsOf(staged, byCode);
        const exists = known.get(staged.row);
        errors.add(staged.row, exists ? [...faults, exists] : faults);
      }
      for (const { organization } of placed) organizations.add(organization);
      toCreate += placed.length;
      checked((done += bite.length));
    }
    return { errors, toCreate, organizations };
  }

  /** Writes what was checked in the same transaction. `written` hears how many there are so far. */
  async write(tx: Transaction, { importId, ranges }: RosterTask, written: Heard): Promise<void> {
    const byCode = await this.organizations(tx, ranges);
    let ready: RosterRecord[] = [];
    let done = 0;
    const prepare = async (bite: readonly SealedRow[]): Promise<RosterRecord[]> =>
      this.recordsOf(placedOf(await this.stage.open(importId, bite), byCode));
    for await (const bite of this.stage.bites(tx)) {
      // One bite is written while the next is opened and sealed anew.
      [, ready] = await Promise.all([this.roster.insert(tx, ready), prepare(bite)]);
      written(done);
      done += bite.length;
    }
    await this.roster.insert(tx, ready);
    if (done > 0) await this.bell.ring(tx);
  }

  private recordsOf(placed: readonly PlacedRow[]): Promise<RosterRecord[]> {
    return inTurns(placed, ({ id, member, organization }) =>
      this.records.of(id, member, organization),
    );
  }

  /** Those that the rows name, as far as they are the caller's. */
  private async organizations(
    tx: Transaction,
    ranges: readonly PathRange[],
  ): Promise<Organizations> {
    const codes = await this.stage.organizationCodes(tx);
    const byCode = new Map<string, RosterOrganization[]>();
    for (const organization of await this.roster.organizations(tx, codes, ranges))
      byCode.set(organization.code, [...(byCode.get(organization.code) ?? []), organization]);
    return byCode;
  }

  /** Those who are on the books already, by citizen number or by employee number below the same root; by row. */
  private async known(
    tx: Transaction,
    placed: readonly PlacedRow[],
  ): Promise<Map<number, Omit<NumberedIssue, 'row'>>> {
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
    const known = new Map<number, Omit<NumberedIssue, 'row'>>();
    placed.forEach(({ row, member, organization }, i) => {
      if (citizens.has(indexes[i] ?? ''))
        known.set(row, { field: 'citizenNumber', code: 'exists' });
      else if (employees.get(organization.root_id)?.has(member.employeeNumber ?? ''))
        known.set(row, { field: 'employeeNumber', code: 'exists' });
    });
    return known;
  }
}

/** What is wrong with the row beside the others, and with where it puts the member. */
function faultsOf(staged: StagedRow, byCode: Organizations): Omit<NumberedIssue, 'row'>[] {
  const { organizationCode: code, citizenTwice, employeeTwice } = staged;
  const fault = code === null ? undefined : placeFault(byCode.get(code) ?? []);
  return [
    ...(citizenTwice ? [{ field: 'citizenNumber', code: 'twice' } as const] : []),
    ...(employeeTwice ? [{ field: 'employeeNumber', code: 'twice' } as const] : []),
    ...(fault ? [{ field: 'organizationCode', code: fault } as const] : []),
  ];
}

function placedOf(bite: readonly StagedRow[], byCode: Organizations): PlacedRow[] {
  return bite.flatMap((staged) => {
    const { id, row, member } = staged;
    const [organization] = byCode.get(member?.organizationCode ?? '') ?? [];
    if (!member || !organization || faultsOf(staged, byCode).length > 0) return [];
    return [{ id, row, member, organization }];
  });
}
