import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type Month, monthNumber } from '#libs/calendar';
import { type ScoreLevel, scoreLevels } from '#libs/contracts';
import { query, type Transaction } from '#libs/database';
import { SchemeRow } from './scheme.entity.js';
import { parseScheme } from './scheme.policy.js';
import type { Scheme } from './scheme.js';
import { schemeMissing } from './schemes.errors.js';

export type NewScheme = Pick<
  SchemeRow,
  'organizationId' | 'level' | 'activeFrom' | 'overrideReason' | 'createdBy'
> & { readonly definition: Scheme };

export interface ActiveScheme {
  readonly id: string;
  readonly level: ScoreLevel;
  readonly scheme: Scheme;
}

interface ActiveRow {
  id: string;
  level: ScoreLevel;
  definition: unknown;
}

@Injectable()
export class SchemesRepository {
  /** Adds the next version of the organization's scheme for the level. */
  async add(tx: Transaction, scheme: NewScheme): Promise<string> {
    // Two new versions at once would take the same number.
    await tx.query('select pg_advisory_xact_lock(847204)');
    const { level } = scheme;
    const organizationId = scheme.organizationId ?? IsNull();
    const last = await tx.findOne(SchemeRow, {
      where: { level, organizationId },
      order: { version: 'DESC' },
    });
    const row = tx.create(SchemeRow, { ...scheme, version: (last?.version ?? 0) + 1 });
    await tx.insert(SchemeRow, row);
    return row.id;
  }

  /**
   * The scheme of every level for one month: of the nearest organization from the root up that has one, else the
   * general one; of its versions the one that began last.
   *
   * @throws assessment.scheme_missing
   */
  async activeFor(
    on: Pick<Transaction, 'query'>,
    rootPath: string,
    month: Month,
  ): Promise<ActiveScheme[]> {
    const rows = await query<ActiveRow>(
      on,
      `select distinct on (scheme.level) scheme.id, scheme.level, scheme.definition
       from schemes scheme left join directory_organizations owner on owner.id = scheme.organization_id
       where scheme.active_from <= $2 and (scheme.organization_id is null
         or ($1::text >= owner.path and $1::text < left(owner.path, -1) || '0'))
       order by scheme.level, length(owner.path) desc nulls last, scheme.active_from desc, scheme.version desc`,
      [rootPath, monthNumber(month)],
    );
    return scoreLevels.map((level) => {
      const row = rows.find((each) => each.level === level);
      if (!row) throw schemeMissing(level);
      return { id: row.id, level, scheme: parseScheme(row.definition) };
    });
  }

  /** The schemes that a run was made with. */
  async byIds(
    on: Pick<Transaction, 'query'>,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Scheme>> {
    const rows = await query<{ id: string; definition: unknown }>(
      on,
      'select id, definition from schemes where id = any($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, parseScheme(row.definition)]));
  }
}
