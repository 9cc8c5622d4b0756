import type { DataSource } from 'typeorm';
import {
  type PathRange,
  query,
  rangeValues,
  readRows,
  type Transaction,
  withinRanges,
} from '#libs/database';
import type { Cursors, Page } from '#libs/http';

/** What somebody has for a time (an exemption, a probation within the Party); lists are by the first day. */
interface Period {
  readonly id: string;
  readonly startsOn: string;
}

interface PeriodsFilter {
  readonly ranges: readonly PathRange[];
  readonly after: Period;
  readonly organizationId: string | null;
  readonly personId: string | null;
  readonly on: string | null;
  readonly limit: number;
}

interface Statement {
  readonly name: string;
  readonly text: string;
}

interface PeriodStatements {
  readonly page: Statement;
  readonly own: Statement;
  readonly one: string;
}

export const beforeAllPeriods: Period = {
  startsOn: '0001-01-01',
  id: '00000000-0000-0000-0000-000000000000',
};

/** @param selection `select … from <table> <period> …`, and where the person is at home as `organization`. */
export function periodStatements(
  list: string,
  period: string,
  selection: string,
): PeriodStatements {
  const [position, order] = [
    `(${period}.starts_on, ${period}.id)`,
    `${period}.starts_on, ${period}.id`,
  ];
  return {
    page: {
      name: `${list}-page`,
      text: `${selection}
        where ${withinRanges('organization.path', 1, 2)}
          and ${position} > ($3::date, $4::uuid)
          and ($5::uuid is null or exists (select from organizations above where above.id = $5
            and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
          and ($6::uuid is null or ${period}.person_id = $6)
          and ($7::date is null or daterange(${period}.starts_on, ${period}.ends_on) @> $7::date)
        order by ${order} limit $8`,
    },
    own: {
      name: `${list}-own`,
      text: `${selection}
        where ${period}.person_id = $1 and ${position} > ($2::date, $3::uuid)
        order by ${order} limit $4`,
    },
    one: `${selection} where ${period}.id = $1`,
  };
}

export abstract class PeriodsReadModel<Shown extends Period> {
  protected constructor(
    private readonly dataSource: DataSource,
    private readonly statements: PeriodStatements,
  ) {}

  own(personId: string, after: Period, limit: number): Promise<Shown[]> {
    const values = [personId, after.startsOn, after.id, limit];
    return readRows<Shown & Record<string, unknown>>(this.dataSource, this.statements.own, values);
  }

  page({ ranges, after, organizationId, personId, on, limit }: PeriodsFilter): Promise<Shown[]> {
    return readRows<Shown & Record<string, unknown>>(this.dataSource, this.statements.page, [
      ...rangeValues(ranges),
      after.startsOn,
      after.id,
      organizationId,
      personId,
      on,
      limit,
    ]);
  }

  async one(tx: Transaction, id: string): Promise<Shown> {
    const { one, page } = this.statements;
    const [row] = await query<Shown & Record<string, unknown>>(tx, one, [id]);
    if (!row) throw new Error(`${id} of ${page.name} is gone`);
    return row;
  }
}

/** Where a page of such a list begins. */
export function afterPeriod(cursors: Cursors, cursor: string | undefined, list: unknown): Period {
  if (!cursor) return beforeAllPeriods;
  const [startsOn, id] = cursors.open(cursor, list);
  return { startsOn: String(startsOn), id: String(id) };
}

export function pageOfPeriods<Shown extends Period>(
  cursors: Cursors,
  rows: readonly Shown[],
  { limit, list }: { readonly limit: number; readonly list: unknown },
): Page<Shown> {
  return cursors.page(rows, {
    limit,
    list,
    position: (row) => [row.startsOn, row.id],
    map: (row) => row,
  });
}
