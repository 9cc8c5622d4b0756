import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIRST_YEAR = 2020;
const LAST_YEAR = 2040;
const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);

/** A row an organization instead of a row a member: a million members are frozen in the time of eighty thousand rows. */
const rosters = `
  create table run_rosters (
    month integer not null,
    run_id uuid not null,
    level smallint not null,
    path text collate "C" not null,
    organization_id uuid not null,
    branch_id uuid,
    category text,
    subject_ids uuid[] not null,
    member_kinds text[],
    primary key (month, run_id, level, path, organization_id)
  ) partition by range (month);
  comment on table run_rosters is 'Who is scored by a run, frozen when it was made: a row an organization';
  comment on column run_rosters.subject_ids is
    'In order. Of members: who is counted in the organization; of groups and branches: the organization itself';
  comment on column run_rosters.member_kinds is 'Beside subject_ids; null of groups and branches';
  ${years
    .map(
      (year) =>
        `create table run_rosters_${year} partition of run_rosters for values from (${year * 12}) to (${year * 12 + 12});`,
    )
    .join('\n')}
  create table run_rosters_other partition of run_rosters default;

  insert into run_rosters (month, run_id, level, path, organization_id, branch_id, category, subject_ids, member_kinds)
  select month, run_id, level, path, organization_id, branch_id, category, array_agg(subject_id order by subject_id),
    case when level = 0 then array_agg(member_kind order by subject_id) end
  from run_subjects group by month, run_id, level, path, organization_id, branch_id, category;
  drop table run_subjects;

  create view run_subjects as
  select month, run_id, level, path, subject.id as subject_id, organization_id, branch_id, category, subject.member_kind
  from run_rosters roster cross join lateral unnest(subject_ids, member_kinds) as subject(id, member_kind);
  comment on view run_subjects is 'run_rosters, a row a subject';

  create trigger rows_of_published_runs_stay before update or delete on run_rosters
    for each row execute function rows_of_published_runs_stay();
`;

/** A trigger for each statement is not inherited by partitions, and the service may write to those too. */
const guards = ['run_rosters', 'run_rosters_other', ...years.map((year) => `run_rosters_${year}`)]
  .map(
    (table) => `create trigger subjects_only_before_scoring after insert on ${table}
      referencing new table as added for each statement execute function subjects_only_before_scoring();`,
  )
  .join('\n');

/** No uniqueness: a chunk that is scored twice is refused by the key of the scores. */
const totals = `
  create table run_totals (
    run_id uuid not null,
    level smallint not null,
    path text collate "C" not null,
    scored integer not null,
    score bigint not null,
    attended bigint,
    attendance_due bigint
  );
  comment on table run_totals is
    'What the scores of a level come to at each path, for the levels above; a path that a chunk ends in has two rows';
  create index run_totals_of_path on run_totals (run_id, level, path);

  alter table run_chunks add column digest numeric[], add column unscored integer;
  comment on column run_chunks.digest is 'Sums of the hashes of its scores: those of a run do not depend on how it was cut';

  -- What is not scored to the end begins anew, since its chunks have left no digests and no totals.
  delete from scores where run_id in (select id from runs where status not in ('draft', 'published'));
  update run_chunks set status = 'waiting', done_at = null
  where run_id in (select id from runs where status not in ('draft', 'published'));
  update runs set phase = (select coalesce(min(level), 0) from run_chunks where run_id = runs.id)
  where status not in ('draft', 'published');
`;

/** All that scoring reads of a fact, so that it need not fetch it; by month first, since a run reads few months. */
const facts = `
  drop index facts_of_subject;
  create index facts_of_subject on facts (month, subject_id)
    include (metric, due, done, recorded_at, superseded_at);
`;

/** Reading the key alone needs the pages marked as settled, which is vacuum's work: soon after they were written. */
const settled = ['facts_other', ...years.map((year) => `facts_${year}`)]
  .map((table) => `alter table ${table} set (autovacuum_vacuum_insert_scale_factor = 0.02);`)
  .join('\n');

export class ScoringSpeed1795392000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rosters + guards + totals + facts + settled);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
