import { Injectable } from '@nestjs/common';
import { lastDay, type Month, monthNumber } from '#libs/calendar';
import { scoreLevels } from '#libs/contracts';
import { subtree, type Transaction } from '#libs/database';
import { levelCode, SEALING } from '../schemes/codes.js';
import { chunkSizeOf } from './run.policy.js';

const counts = (membership: string): string => `${membership}.starts_on <= $5::date
      and (${membership}.ends_on is null or ${membership}.ends_on > $5::date)`;

/**
 * Members are scored where they are counted at the month's end; of several memberships the last one begun counts, so
 * that nobody is scored twice: few have several, so those are looked for first. A group belongs to the branch above it.
 */
const MEMBERS = `
  with passed_over as materialized (
    select id from (
      select id, row_number() over (partition by person_id order by starts_on desc, id desc) as place
      from directory_memberships several
      where ${counts('several')} and person_id in (
        select person_id from directory_memberships one where ${counts('one')} group by person_id having count(*) > 1)
    ) as placed where place > 1
  ),
  members as (
    select organization_id, array_agg(person_id order by person_id) as ids,
      array_agg(person_id order by person_id) filter (where member_kind = 'probationary') as probationary_ids
    from directory_memberships membership
    where ${counts('membership')} and id not in (select id from passed_over) and organization_id in (
      select id from directory_organizations where path >= $3 collate "C" and path < $4 collate "C")
    group by organization_id
  )
  insert into run_rosters (month, run_id, level, path, organization_id, branch_id, category, subject_ids,
    probationary_ids)
  select $1, $2::uuid, ${levelCode('member')}, home.path, home.id,
    case home.type when 'branch' then home.id else branch.id end, coalesce(branch.category, home.category),
    members.ids, members.probationary_ids
  from members join directory_organizations home on home.id = members.organization_id
  left join directory_organizations branch on branch.id = home.parent_id and branch.type = 'branch'
  order by home.path`;

const ORGANIZATIONS = `
  insert into run_rosters (month, run_id, level, path, organization_id, branch_id, category, subject_ids)
  select $1, $2::uuid, case unit.type when 'group' then ${levelCode('group')} else ${levelCode('branch')} end, unit.path,
    unit.id, case unit.type when 'branch' then unit.id else branch.id end, coalesce(branch.category, unit.category),
    array[unit.id]
  from directory_organizations unit
  left join directory_organizations branch on branch.id = unit.parent_id and branch.type = 'branch'
  where unit.path >= $3 collate "C" and unit.path < $4 collate "C" and unit.type in ('group', 'branch')
    and unit.line = 'party'
    and unit.founded_on <= $5::date and (unit.dissolved_on is null or unit.dissolved_on > $5::date)`;

/**
 * Subjects in the order of paths and ids, cut where a chunk is full, which may be within an organization. `start` is how
 * many come before an organization's; only where a chunk begins or ends is looked at any further: `place` counts the
 * subjects of the level. `$3` the sizes of chunks, by level.
 */
const CHUNKS = `
  insert into run_chunks (run_id, level, number, subjects, from_path, from_id, to_path, to_id)
  select $2::uuid, level, number, max(place) - min(place) + 1,
    (array_agg(path order by place))[1], (array_agg(subject_ids[place - start + 1] order by place))[1],
    (array_agg(path order by place desc))[1], (array_agg(subject_ids[place - start + 1] order by place desc))[1]
  from (
    select level, path, subject_ids, members, size, sum(members) over tree - members as start,
      lead(members) over tree is null as is_last
    from (
      select level, path, organization_id, subject_ids, cardinality(subject_ids) as members,
        ($3::integer[])[level + 1] as size
      from run_rosters where month = $1 and run_id = $2::uuid
    ) as sized
    window tree as (partition by level order by path, organization_id)
  ) as placed
  cross join lateral (
    select number, number * size as place
    from generate_series((start + size - 1) / size, (start + members - 1) / size) as number
    union all
    select number - 1, number * size - 1 from generate_series(start / size + 1, (start + members) / size) as number
    union all
    select (start + members - 1) / size, start + members - 1 where is_last
  ) as bound
  where is_last or start % size = 0 or start / size < (start + members) / size
  group by level, number`;

/** The last step of every run: nobody is in it, and it is claimed and done like the others. */
const SEAL = `
  insert into run_chunks (run_id, level, number, subjects, from_path, from_id, to_path, to_id)
  select $1::uuid, ${SEALING}, 0, 0, '', nobody, '', nobody
  from (values ('00000000-0000-0000-0000-000000000000'::uuid)) as seal(nobody)`;

/** Freezes who is scored by a run, and cuts them into chunks. */
@Injectable()
export class RosterRepository {
  async freeze(
    tx: Transaction,
    run: { readonly id: string; readonly month: Month; readonly rootPath: string },
    chunkSize: number,
  ): Promise<void> {
    const month = monthNumber(run.month);
    const { from, below } = subtree(run.rootPath);
    const values = [month, run.id, from, below, lastDay(run.month)];
    await tx.query(MEMBERS, values);
    await tx.query(ORGANIZATIONS, values);
    const sizes = scoreLevels.map((level) => chunkSizeOf(level, chunkSize));
    await tx.query(CHUNKS, [month, run.id, sizes]);
    await tx.query(SEAL, [run.id]);
    await tx.query(
      `update runs set phase = (select min(level) from run_chunks where run_id = $1) where id = $1`,
      [run.id],
    );
  }
}
