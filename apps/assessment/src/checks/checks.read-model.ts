import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lastDay, type Month, monthNumber } from '#libs/calendar';
import type { OrganizationType } from '#libs/contracts';
import { type PathRange, query } from '#libs/database';
import type { MissingFindingDto } from './dto/check.dto.js';
import { type Duty, nothingFiledMessage, unmetMessage } from './check.policy.js';

const MOST_FINDINGS = 1000;

interface FindingRow {
  organization_id: string;
  name: string;
  type: OrganizationType;
  /** The place of the duty among those asked about; 0 where nothing at all is filed. */
  duty: number;
  found: number;
  total: number;
}

/**
 * `$1` month, `$2` and `$3` the subtree, `$4` the month's last day; of each duty `$5` type of organization, `$6` metric,
 * `$7` first month, `$8` target, `$9` the categories it is asked of, with commas between, or null for all.
 */
const FINDINGS = `
  with units as (
    select unit.id, unit.name, unit.type, unit.path, coalesce(branch.category, unit.category) as category
    from directory_organizations unit
    left join directory_organizations branch on branch.id = unit.parent_id and branch.type = 'branch'
    where unit.path >= $2 collate "C" and unit.path < $3 collate "C" and unit.type in ('branch', 'group')
      and unit.line = 'party' and unit.founded_on <= $4::date and (unit.dissolved_on is null or unit.dissolved_on > $4::date)
  ),
  unmet as (
    select units.id, units.name, units.type, units.path, duty.place as duty,
      coalesce(sum(fact.done), 0)::integer as found
    from unnest($5::text[], $6::smallint[], $7::integer[], $8::integer[], $9::text[])
      with ordinality as duty(type, metric, first_month, target, categories, place)
    join units on units.type = duty.type
      and (duty.categories is null or units.category = any(string_to_array(duty.categories, ',')))
    left join facts fact on fact.subject_id = units.id and fact.metric = duty.metric
      and fact.month between duty.first_month and $1 and fact.superseded_at is null
    group by units.id, units.name, units.type, units.path, duty.place, duty.target
    having coalesce(sum(fact.done), 0) < duty.target
  ),
  silent as (
    select branch.id, branch.name, branch.type, branch.path, 0::bigint as duty, 0 as found
    from units branch
    where branch.type = 'branch' and not exists (
      select from directory_organizations part join facts fact on fact.organization_id = part.id and fact.month = $1
      where part.path >= branch.path and part.path < left(branch.path, -1) || '0')
  )
  select id as organization_id, name, type, duty::integer, found, (count(*) over ())::integer as total
  from (select * from unmet union all select * from silent) as finding
  order by path, duty
  limit ${MOST_FINDINGS}`;

function toFinding(row: FindingRow, duties: readonly Duty[]): MissingFindingDto {
  const at = {
    organizationId: row.organization_id,
    organizationName: row.name,
    organizationType: row.type,
  };
  const duty = duties[row.duty - 1];
  if (!duty)
    return {
      code: 'branch_without_record',
      ...at,
      metric: null,
      expected: null,
      found: 0,
      message: nothingFiledMessage,
      article: null,
    };
  return {
    code: 'duty_unmet',
    ...at,
    metric: duty.metric,
    expected: duty.target,
    found: row.found,
    message: unmetMessage(duty, row.found),
    article: duty.indicator.source ?? null,
  };
}

@Injectable()
export class ChecksReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async missing(
    month: Month,
    range: PathRange,
    duties: readonly Duty[],
  ): Promise<{ total: number; findings: MissingFindingDto[] }> {
    const rows = await query<FindingRow>(this.dataSource, FINDINGS, [
      monthNumber(month),
      range.from,
      range.below,
      lastDay(month),
      duties.map((duty) => duty.level),
      duties.map((duty) => duty.metricId),
      duties.map((duty) => duty.firstMonth),
      duties.map((duty) => duty.target),
      duties.map((duty) => duty.categories?.join(',') ?? null),
    ]);
    return {
      total: rows[0]?.total ?? 0,
      findings: rows.map((row) => toFinding(row, duties)),
    };
  }
}
