import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Month, monthFromNumber, monthNumber } from '#libs/calendar';
import type { ScoreLevel } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, type Transaction } from '#libs/database';
import { Cursors } from '#libs/http';
import type { SchemeDto, SchemePageDto, SchemesQuery } from './dto/scheme.dto.js';
import type { Scheme } from './scheme.js';
import { schemeNotFound } from './schemes.errors.js';

interface SchemeListRow {
  id: string;
  organization_id: string | null;
  level: ScoreLevel;
  version: number;
  active_from: number;
  active: boolean;
  definition: Scheme;
  override_reason: string | null;
  created_at: Date;
}

/** Seen by whom it scores and by whom it is below: the organization's path begins the other's. */
const visible = `(scheme.organization_id is null or exists (
  select from directory_organizations owner, unnest($1::text[], $2::text[]) as scope(lower_bound, upper_bound)
  where owner.id = scheme.organization_id and (
    (owner.path >= scope.lower_bound collate "C" and owner.path < scope.upper_bound collate "C")
    or (scope.lower_bound collate "C" >= owner.path and scope.lower_bound collate "C" < left(owner.path, -1) || '0'))))`;

const columns = `select scheme.id, scheme.organization_id, scheme.level, scheme.version, scheme.active_from,
    scheme.active_from <= $3 and not exists (
      select from schemes later
      where later.level = scheme.level and later.organization_id is not distinct from scheme.organization_id
        and later.active_from <= $3
        and (later.active_from, later.version) > (scheme.active_from, scheme.version)) as active,
    scheme.definition, scheme.override_reason, scheme.created_at
  from schemes scheme where ${visible}`;

const page = {
  name: 'schemes-page',
  text: `${columns} and ($4::text is null or scheme.level = $4) and ($5::uuid is null or scheme.id < $5)
    order by scheme.id desc limit $6`,
};

const one = { name: 'schemes-one', text: `${columns} and scheme.id = $4` };

function toDto(row: SchemeListRow): SchemeDto {
  return {
    id: row.id,
    level: row.level,
    version: row.version,
    title: row.definition.title,
    organizationId: row.organization_id,
    activeFrom: monthFromNumber(row.active_from),
    active: row.active,
    overrideReason: row.override_reason,
    createdAt: row.created_at.toISOString(),
    definition: row.definition,
  };
}

@Injectable()
export class SchemesReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  async list(
    ranges: readonly PathRange[],
    now: Month,
    filter: SchemesQuery,
  ): Promise<SchemePageDto> {
    const { limit, cursor, level } = filter;
    const list = ['schemes', level, ranges];
    const [after] = cursor === undefined ? [] : this.cursors.open(cursor, list);
    const rows = await readRows<SchemeListRow>(this.dataSource, page, [
      ...rangeValues(ranges),
      monthNumber(now),
      level ?? null,
      after ?? null,
      limit + 1,
    ]);
    return this.cursors.page(rows, { limit, list, position: (row) => [row.id], map: toDto });
  }

  /** @throws assessment.scheme_not_found */
  async one(
    ranges: readonly PathRange[],
    now: Month,
    id: string,
    on: DataSource | Transaction = this.dataSource,
  ): Promise<SchemeDto> {
    const [row] = await readRows<SchemeListRow>(on, one, [
      ...rangeValues(ranges),
      monthNumber(now),
      id,
    ]);
    if (!row) throw schemeNotFound();
    return toDto(row);
  }
}
