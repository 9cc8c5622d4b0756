import type { Client } from 'pg';
import { monthNumber } from '#libs/calendar';
import { metricOf } from '../../../apps/assessment/src/facts/metrics.js';

/** The month that is scored: the last of a quarter. */
export const month = '2025-06';

export const at = monthNumber(month);
const firstDay = `'${month}-01'::date`;
const metric = (name: string): string => String(metricOf(name).id);

/** Ids that are the same every time, in no order. */
const id = (of: string): string => `md5(${of})::uuid`;
const branch = (number: string): string => id(`'branch ' || ${number}`);
const general = (number: string): string => id(`'general ' || ${number}`);
const group = (number: string, of: string): string => id(`'group ' || ${number} || '.' || ${of}`);
/**
 * People have ids as the members service makes them, in the order in which they were taken in: four of five with their
 * branch, and one at some time or other.
 */
const taken = `case when n % 5 > 0 then n else ('x' || left(md5('taken ' || n), 6))::bit(24)::integer % $1::integer end`;
const person = `(lpad(to_hex(1700000000000 + ${taken}), 12, '0') || '7' || left(md5('a' || n), 3) || '8'
  || left(md5('b' || n), 15))::uuid`;
/** Of fifty members in a branch two are in none of its groups. */
const home = `case when n % 50 >= 48 then ${branch('n / 50')} else ${group('n / 50', 'n % 3')} end`;
const category = `(array['production', 'production', 'auxiliary', 'office', 'retired'])[b % 5 + 1]`;
const branchPath = `'1/' || to_hex(b / 20) || '/' || to_hex(b % 20) || '/'`;

/** Branches of fifty, twenty to a general branch, three groups to a branch. `$1` members. */
const ORGANIZATIONS = `
  insert into directory_organizations (id, parent_id, type, category, code, name, path, founded_on)
  select *, '2000-01-01'::date from (
    select ${id(`'committee'`)}, null::uuid, 'committee', null, 'C', 'Committee', '1/'
    union all
    select ${general('g')}, ${id(`'committee'`)}, 'general_branch', null, 'G' || g, 'General branch ' || g,
      '1/' || to_hex(g) || '/'
    from generate_series(0, ($1::integer - 1) / 1000) as g
    union all
    select ${branch('b')}, ${general('b / 20')}, 'branch', ${category}, 'B' || b, 'Branch ' || b, ${branchPath}
    from generate_series(0, ($1 - 1) / 50) as b
    union all
    select ${group('b', 'k')}, ${branch('b')}, 'group', ${category}, 'B' || b || '.' || k, 'Group ' || b || '.' || k,
      ${branchPath} || k || '/'
    from generate_series(0, ($1 - 1) / 50) as b, generate_series(0, 2) as k
  ) as unit`;

const PEOPLE = `
  insert into directory_people (id, name)
  select ${person}, 'Member ' || n from generate_series(0, $1::integer - 1) as n`;

/** One in 29 is probationary; one in 50 was counted elsewhere before. */
const MEMBERSHIPS = `
  insert into directory_memberships (id, person_id, organization_id, member_kind, standing, starts_on, ends_on)
  select ${id(`'membership ' || n`)}, ${person}, ${home}, case when n % 29 = 0 then 'probationary' else 'full' end,
    'regular', '2020-01-01'::date, null::date
  from generate_series(0, $1::integer - 1) as n
  union all
  select ${id(`'earlier ' || n`)}, ${person}, ${branch('0')}, 'full', 'regular', '2015-01-01', '2020-01-01'
  from generate_series(7, $1 - 1, 50) as n`;

/**
 * Four meetings a member, filed one after the other, each by the branches in another order than the tree's. Of a hundred
 * members 80 are there, 8 on leave, 6 away without, 3 away and made it up later, 3 exempt; one in fifty lectures.
 */
const MEMBERS_FACTS = `
  insert into bench_facts (month, metric, organization_id, subject_id, source_id, revision, due, done, effective_on, status,
    recorded_at, superseded_at)
  select ${at}, fact.metric, place, ${person}, ${id(`'activity ' || meeting.round || place`)}, revision, due, done,
    filed_on, status, filed_on + revision, case when settled and revision = 0 then filed_on + 1 end
  from unnest(array[${metric('attendance.branch_meeting')}, ${metric('attendance.lecture')},
      ${metric('attendance.theme_day')}, ${metric('attendance.group_meeting')}]) with ordinality as meeting(metric, round)
  cross join generate_series(0, $1::integer - 1) as n
  cross join lateral (
    select case when round = 4 then ${home} else ${branch('n / 50')} end as place,
      ${firstDay} + (round * 6)::integer as filed_on,
      ('x' || left(md5(n || '.' || round), 6))::bit(24)::integer % 100 as luck
  ) as filing
  cross join lateral (select luck between 94 and 96 as settled, luck between 88 and 96 as away) as found
  cross join lateral (values
    (meeting.metric, 0, (luck < 97)::integer, (luck < 80)::integer,
      case when luck < 80 then 'present' when luck < 88 then 'leave' when away then 'absent' else 'exempt' end, true),
    (meeting.metric, 1, 1, 1, 'made_up', settled),
    (${metric('absence.unexcused')}, 0, 0, 1, null, away),
    (${metric('absence.unexcused')}, 1, 0, 0, null, settled),
    (${metric('lecture.given')}, 0, 0, 1, null, round = 2 and n % 50 = 3)
  ) as fact(metric, revision, due, done, status, recorded)
  where recorded
  order by round, md5((n / 50)::text), n, revision`;

/** One unit in twenty has not held the meeting; lectures were in the quarter's first two months. */
const UNITS_FACTS = `
  insert into bench_facts (month, metric, organization_id, subject_id, source_id, revision, due, done, effective_on,
    recorded_at)
  select ${at} - ago, held.metric, unit.id, unit.id, ${id(`'held ' || held.metric || '.' || ago || unit.id`)}, 0, 0, 1,
    day, day
  from directory_organizations unit
  cross join (values ('branch', ${metric('held.committee_meeting')}, 0), ('branch', ${metric('held.theme_day')}, 0),
    ('branch', ${metric('held.branch_meeting')}, 0), ('branch', ${metric('held.lecture')}, 1),
    ('branch', ${metric('held.lecture')}, 2), ('group', ${metric('held.group_meeting')}, 0))
    as held(type, metric, ago)
  cross join lateral (select (${firstDay} + 19 - ago * 30) as day) as filing
  where unit.type = held.type and ('x' || left(md5(unit.code || held.metric || ago), 6))::bit(24)::integer % 20 > 0`;

const ADMINISTRATOR = `
  with account as (
    insert into directory_accounts (id, person_id, disabled, tokens_valid_from)
    values (${id(`'administrator'`)}, null, false, '2020-01-01') returning id
  )
  insert into directory_grants (account_id, role, organization_id, starts_on)
  select id, 'administrator', ${id(`'committee'`)}, '2020-01-01' from account returning account_id`;

/**
 * Fills the projection of the directory and the facts of a month, set-based. Facts are written beside the year's
 * partition, which then takes them in and builds its keys at once.
 *
 * @returns the account that may start runs
 */
export async function fillMine(client: Client, members: number): Promise<string> {
  for (const text of [ORGANIZATIONS, PEOPLE, MEMBERSHIPS]) await client.query(text, [members]);
  const year = `facts_${Math.floor(at / 12)}`;
  const range = `from (${at - (at % 12)}) to (${at - (at % 12) + 12})`;
  await client.query(`alter table facts detach partition ${year}`);
  await client.query(
    `create table bench_facts (like ${year} including defaults including constraints)`,
  );
  await client.query(`drop table ${year}`);
  await client.query(MEMBERS_FACTS, [members]);
  await client.query(UNITS_FACTS);
  await client.query(`alter table bench_facts rename to ${year}`);
  await client.query(`alter table facts attach partition ${year} for values ${range}`);
  const { rows } = await client.query<{ account_id: string }>(ADMINISTRATOR);
  await client.query('vacuum analyze');
  const [account] = rows;
  if (!account) throw new Error('there is no administrator');
  return account.account_id;
}
