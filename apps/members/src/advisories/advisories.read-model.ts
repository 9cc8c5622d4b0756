import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationType } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { rulesInForce } from '../rules/rules.read-model.js';
import type { RuleCode } from '../rules/rules.js';
import type { AdvisoryCode } from './advisories.js';

export interface AdvisoryRow {
  readonly organization_id: string;
  readonly organization_name: string;
  readonly type: OrganizationType;
  readonly path: string;
  readonly code: AdvisoryCode;
  readonly rule: RuleCode;
  readonly found: number;
  readonly expected: number;
}

const on = (row: string): string =>
  `${row}.starts_on <= $6::date and (${row}.ends_on is null or ${row}.ends_on > $6::date)`;
const rule = (code: string): string => `(select value from rule where code = ${code})`;

type Found = readonly [code: AdvisoryCode, rule: string, found: string, when: string];

/** What is found beside what a rule says, and when that is worth a word. */
const findings: readonly Found[] = [
  [
    'branch_too_small',
    `'branch_members_least'`,
    'full_members',
    `type = 'branch' and found < expected`,
  ],
  ['branch_too_large', `'branch_members_most'`, 'members', `type = 'branch' and found > expected`],
  [
    'branch_committee_missing',
    `'branch_committee_from'`,
    'seats',
    `type = 'branch' and full_members >= expected and found < ${rule(`'branch_committee_least'`)}`,
  ],
  [
    'branch_committee_too_large',
    `'branch_committee_most'`,
    'seats',
    `type = 'branch' and found > expected`,
  ],
  ['secretary_vacant', `'branch_committee_from'`, '0', `type = 'branch' and not has_secretary`],
  [
    'general_branch_small',
    `'general_branch_members_least'`,
    'members',
    `type = 'general_branch' and found < expected`,
  ],
  [
    'committee_due',
    `'committee_members_least'`,
    'members',
    `type = 'general_branch' and found >= expected`,
  ],
  [
    'committee_small',
    `'committee_members_least'`,
    'members',
    `type = 'committee' and found < expected`,
  ],
  ['election_unknown', `type || '_term_years'`, '0', 'seats > 0 and elected_on is null'],
  ['election_overdue', `type || '_term_years'`, '$6::date - term_ends', 'found >= 0'],
  [
    'election_near',
    `type || '_term_years'`,
    'term_ends - $6::date',
    `found > 0 and $6::date >= term_ends - make_interval(months => ${rule(`'election_notice_months'`)})`,
  ],
];

/**
 * In the order of the tree, and of codes for one organization: `$3` and `$4` are the position, `$5` an organization
 * that they are below, `$7` a code. Organizations are looked at one by one in that order, until the page is full.
 */
export const advisoryPage = {
  name: 'advisories-page',
  text: `with rule as materialized (${rulesInForce(6)})
    select organization.id as organization_id, organization.name as organization_name, organization.type,
      organization.path, advisory.code, advisory.rule, advisory.found, advisory.expected
    from organizations organization
    cross join lateral (
      select count(*)::integer as members, (count(*) filter (where membership.kind = 'full'))::integer as full_members
      from organizations below join memberships membership on membership.organization_id = below.id
      where below.path >= organization.path and below.path < left(organization.path, -1) || '0'
        and ${on('membership')}
    ) as counted
    cross join lateral (
      select (count(distinct office.person_id) filter (where not office.acting))::integer as seats,
        coalesce(bool_or(office.title = 'secretary'), false) as has_secretary
      from offices office where office.organization_id = organization.id and ${on('office')}
    ) as held
    cross join lateral (
      select (organization.elected_on + make_interval(years => ${rule(`organization.type || '_term_years'`)}))::date
        as term_ends
    ) as term
    cross join lateral (
      ${findings
        .map(
          ([code, by, found, when]) => `select * from (
        select '${code}' as code, ${by} as rule, (${found})::integer as found, ${rule(by)} as expected
      ) as one where ${when}`,
        )
        .join(' union all\n      ')}
    ) as advisory
    where ${withinRanges('organization.path', 1, 2)}
      and organization.path >= $3 collate "C" and (organization.path, advisory.code) > ($3, $4)
      and ($5::uuid is null or exists (select from organizations above where above.id = $5
        and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
      and organization.line = 'party' and organization.type <> 'group'
      and organization.founded_on <= $6::date
      and (organization.dissolved_on is null or organization.dissolved_on > $6::date)
      and ($7::text is null or advisory.code = $7)
    order by organization.path, advisory.code limit $8`,
};

@Injectable()
export class AdvisoriesReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: { readonly path: string; readonly code: string };
    readonly organizationId: string | null;
    readonly day: string;
    readonly code: AdvisoryCode | null;
    readonly limit: number;
  }): Promise<AdvisoryRow[]> {
    const { ranges, after, organizationId, day, code, limit } = filter;
    return readRows(this.dataSource, advisoryPage, [
      ...rangeValues(ranges),
      after.path,
      after.code,
      organizationId,
      day,
      code,
      limit,
    ]);
  }
}
