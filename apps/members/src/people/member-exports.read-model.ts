import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MemberStanding, MembershipKind } from '#libs/contracts';
import {
  inSession,
  type PathRange,
  query,
  rangeValues,
  type Transaction,
  withinRanges,
} from '#libs/database';

/** As many rows as are in hand at once. */
const BITE = 500;

export interface ExportedRow {
  readonly id: string;
  readonly name: string;
  readonly employee_number: string | null;
  readonly sex: string;
  readonly ethnicity: string | null;
  readonly born_on: string;
  readonly education: string | null;
  readonly citizen_number_sealed: Buffer;
  readonly phone_sealed: Buffer | null;
  readonly organization_id: string;
  readonly organization_code: string;
  readonly organization_name: string;
  readonly kind: MembershipKind;
  readonly standing: MemberStanding;
  readonly admitted_on: string;
  readonly confirmed_on: string | null;
}

export interface ExportFilter {
  readonly ranges: readonly PathRange[];
  readonly organizationId: string | null;
  readonly today: string;
  readonly standing: MemberStanding | null;
  readonly memberKind: MembershipKind | null;
}

/** Today's members, as in the list. */
const members = `organizations organization
  join memberships membership on membership.organization_id = organization.id
  join people person on person.id = membership.person_id
  where ${withinRanges('organization.path', 1, 2)}
    and ($3::uuid is null or exists (select from organizations above where above.id = $3
      and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
    and membership.starts_on <= $4::date and (membership.ends_on is null or membership.ends_on > $4::date)
    and ($5::text is null or membership.standing = $5)
    and ($6::text is null or membership.kind = $6)`;

export const exportCursor = `declare exported no scroll cursor for
  select person.id, person.name, person.employee_number, person.sex, person.ethnicity, person.born_on::text,
    person.education, person.citizen_number_sealed, person.phone_sealed, organization.id as organization_id,
    organization.code as organization_code, organization.name as organization_name, membership.kind,
    membership.standing, membership.admitted_on::text, membership.confirmed_on::text
  from ${members}
  order by organization.path, membership.id`;

const valuesOf = ({
  ranges,
  organizationId,
  today,
  standing,
  memberKind,
}: ExportFilter): unknown[] => [
  ...rangeValues(ranges),
  organizationId,
  today,
  standing,
  memberKind,
];

/** Members as one snapshot has them, read through a cursor: no more of them are in memory than a bite. */
@Injectable()
export class MemberExportsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Whoever is given away is looked at: that is logged and committed before the first bite, of the same snapshot. The
   * transaction that reads writes nothing, so that nothing waits for it however long the caller takes.
   */
  async *bites(
    filter: ExportFilter,
    viewer: { readonly accountId: string; readonly personId: string | null },
  ): AsyncGenerator<ExportedRow[]> {
    const session = await openSnapshot(this.dataSource);
    try {
      await this.logLooks(session.snapshot, filter, viewer);
      await session.tx.query(exportCursor, valuesOf(filter));
      for (;;) {
        const rows = await query<ExportedRow & Record<string, unknown>>(
          session.tx,
          `fetch ${BITE} from exported`,
        );
        if (rows.length === 0) return;
        yield rows;
      }
    } finally {
      await session.close();
    }
  }

  private logLooks(
    snapshot: string,
    filter: ExportFilter,
    { accountId, personId }: { readonly accountId: string; readonly personId: string | null },
  ): Promise<void> {
    return inSession(this.dataSource, (session) =>
      session.transaction('REPEATABLE READ', async (tx) => {
        await tx.query(`set transaction snapshot '${snapshot}'`);
        await tx.query(
          `insert into looks (viewer_account_id, person_id, what)
           select $7::uuid, person.id, 'export' from ${members} and person.id is distinct from $8::uuid`,
          [...valuesOf(filter), accountId, personId],
        );
      }),
    );
  }
}

interface Snapshot {
  readonly tx: Transaction;
  /** Its name, by which another transaction sees the same. */
  readonly snapshot: string;
  close(): Promise<void>;
}

async function openSnapshot(dataSource: DataSource): Promise<Snapshot> {
  const runner = dataSource.createQueryRunner();
  const close = async (): Promise<void> => {
    // Where the connection is gone, so is the transaction.
    await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  };
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('set transaction read only');
    const [row] = await query<{ snapshot: string }>(
      runner.manager,
      'select pg_export_snapshot() as snapshot',
    );
    return { tx: runner.manager, snapshot: row?.snapshot ?? '', close };
  } catch (error) {
    await close();
    throw error;
  }
}
