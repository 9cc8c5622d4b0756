import type { MigrationInterface, QueryRunner } from 'typeorm';
import { directoryTables } from '#libs/directory';
import { messagingTables } from '#libs/messaging';

/** Months are counted as year × 12 + month - 1. A year has a partition of its own; the default takes the rest. */
const FIRST_YEAR = 2020;
const LAST_YEAR = 2040;

/** Every trigger function looks up tables where the migration stands, whoever fires it. */
const fixedPath = 'language plpgsql set search_path from current';

const facts = `
  create table facts (
    month integer not null,
    metric smallint not null,
    organization_id uuid not null,
    subject_id uuid not null,
    source_id uuid not null,
    revision integer not null check (revision >= 0),
    due integer not null check (due >= 0),
    done integer not null check (done >= 0),
    effective_on date not null,
    status text check (status in ('present', 'leave', 'absent', 'made_up', 'exempt')),
    recorded_at timestamptz not null,
    superseded_at timestamptz check (superseded_at >= recorded_at),
    primary key (month, source_id, subject_id, metric, revision)
  ) partition by range (month);
  comment on table facts is 'What happened, as numbers; a fact counts from recorded_at until superseded_at';
  comment on column facts.metric is 'See facts/metrics.ts';
  comment on column facts.organization_id is 'Where it happened; the subject may belong elsewhere';
  create index facts_of_subject on facts (subject_id, month);
  create index facts_of_organization on facts (organization_id, month, source_id);
`;

const schemes = `
  create table schemes (
    id uuid primary key default uuidv7(),
    organization_id uuid,
    level text not null check (level in ('member', 'group', 'branch')),
    version integer not null check (version > 0),
    active_from integer not null,
    definition jsonb not null check (jsonb_typeof(definition) = 'object'),
    override_reason text check (override_reason <> ''),
    created_by uuid,
    created_at timestamptz not null default now(),
    unique nulls not distinct (organization_id, level, version)
  );
  comment on column schemes.organization_id is 'For this organization and all below; null: for everybody who has none';
  comment on column schemes.active_from is 'The first month scored by it';

  create function schemes_stay() returns trigger ${fixedPath} as $$
  begin
    raise exception 'a scheme is never changed: make a new version' using errcode = 'restrict_violation';
  end $$;
  create trigger schemes_stay before update or delete on schemes
    for each row execute function schemes_stay();
`;

const runs = `
  create table runs (
    id uuid primary key default uuidv7(),
    month integer not null,
    root_id uuid not null,
    root_path text collate "C" not null,
    status text not null default 'queued'
      check (status in ('queued', 'scoring', 'draft', 'published', 'failed')),
    phase smallint not null default 0 check (phase between 0 and 3),
    as_of timestamptz not null default now(),
    result_hash text,
    not_scored integer,
    failure text,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    scored_at timestamptz,
    published_at timestamptz,
    published_by uuid,
    superseded_by uuid references runs (id),
    constraint runs_scored_with_hash check (status not in ('draft', 'published')
      or (result_hash is not null and scored_at is not null and not_scored is not null)),
    constraint runs_published_by_somebody check ((status = 'published') = (published_at is not null)
      and (status = 'published') = (published_by is not null)),
    constraint runs_superseded_when_published check (superseded_by is null or status = 'published')
  );
  comment on column runs.root_path is 'The path of root_id when the run was made';
  comment on column runs.phase is '0 members, 1 groups, 2 branches, 3 sealing';
  comment on column runs.as_of is 'What was recorded up to here counts';
  create unique index runs_one_active on runs (month, root_id) where status in ('queued', 'scoring');
  create index runs_active on runs (id) where status in ('queued', 'scoring');
  create index runs_current on runs (month, root_id) where status = 'published' and superseded_by is null;

  create table run_schemes (
    run_id uuid not null references runs (id),
    level smallint not null check (level between 0 and 2),
    scheme_id uuid not null references schemes (id),
    primary key (run_id, level)
  );

  create table run_chunks (
    run_id uuid not null references runs (id),
    level smallint not null check (level between 0 and 3),
    number integer not null check (number >= 0),
    subjects integer not null check (subjects >= 0),
    from_path text collate "C" not null,
    from_id uuid not null,
    to_path text collate "C" not null,
    to_id uuid not null,
    status text not null default 'waiting' check (status in ('waiting', 'done')),
    attempt integer not null default 0,
    failures integer not null default 0,
    done_at timestamptz,
    primary key (run_id, level, number)
  );
  comment on column run_chunks.from_path is 'The chunk is (from_path, from_id) to (to_path, to_id), both in it';
  comment on column run_chunks.attempt is 'Counts claims: who finds another number than its own was overtaken';
  create index run_chunks_waiting on run_chunks (run_id, level) where status = 'waiting';

  -- No foreign keys to runs from here on: a check a row would cost more than scoring it. The triggers see to it.
  create table run_subjects (
    month integer not null,
    run_id uuid not null,
    level smallint not null,
    path text collate "C" not null,
    subject_id uuid not null,
    organization_id uuid not null,
    branch_id uuid,
    category text,
    member_kind text,
    primary key (month, run_id, level, path, subject_id)
  ) partition by range (month);
  comment on table run_subjects is 'Who is scored by a run, frozen when it was made';

  create table scores (
    month integer not null,
    run_id uuid not null,
    level smallint not null,
    subject_id uuid not null,
    path text collate "C" not null,
    score integer check (score >= 0),
    grade smallint check (grade between 0 and 3),
    not_scored text check (not_scored in ('category', 'nothing_applicable')),
    attended integer,
    attendance_due integer,
    line_values integer[] not null,
    line_targets integer[] not null,
    line_points integer[] not null,
    primary key (month, run_id, level, subject_id),
    constraint scores_scored_or_why_not check ((score is null) = (not_scored is not null)),
    constraint scores_graded_when_scored check (grade is null or score is not null)
  ) partition by range (month);
  comment on column scores.score is 'Hundredths of a point';
  comment on column scores.grade is '0 excellent, 1 good, 2 fair, 3 below_standard';
  comment on column scores.line_values is 'In the order of the indicators of the scheme, as targets and points';
  comment on column scores.line_targets is 'Null: the indicator has no target, or does not apply';
`;

const guards = `
  create function published_runs_stay() returns trigger ${fixedPath} as $$
  begin
    if old.status <> 'published' then
      return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and old.superseded_by is null
      and to_jsonb(new) - 'superseded_by' = to_jsonb(old) - 'superseded_by' then
      return new;
    end if;
    raise exception 'run % is published and stays as it is', old.id using errcode = 'restrict_violation';
  end $$;
  create trigger published_runs_stay before update or delete on runs
    for each row execute function published_runs_stay();

  create function rows_of_published_runs_stay() returns trigger ${fixedPath} as $$
  begin
    if exists (select from runs where id = old.run_id and status = 'published') then
      raise exception 'run % is published and stays as it is', old.run_id using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger rows_of_published_runs_stay before update or delete on run_schemes
    for each row execute function rows_of_published_runs_stay();
  create trigger rows_of_published_runs_stay before update or delete on run_subjects
    for each row execute function rows_of_published_runs_stay();
  create trigger rows_of_published_runs_stay before update or delete on scores
    for each row execute function rows_of_published_runs_stay();

  create function scores_only_while_scoring() returns trigger ${fixedPath} as $$
  begin
    if exists (select from (select distinct run_id from added) incoming
        left join runs on runs.id = incoming.run_id where runs.status is distinct from 'scoring') then
      raise exception 'scores are written by a run that is scoring' using errcode = 'restrict_violation';
    end if;
    return null;
  end $$;

  create function subjects_only_before_scoring() returns trigger ${fixedPath} as $$
  begin
    if exists (select from (select distinct run_id from added) incoming
        left join runs on runs.id = incoming.run_id where runs.status is distinct from 'queued') then
      raise exception 'the roster of a run is frozen when it is made' using errcode = 'restrict_violation';
    end if;
    return null;
  end $$;
`;

/** A trigger for each statement is not inherited by partitions, and the service may write to those too. */
const insertGuards = (table: string): string => {
  const guard = table.startsWith('scores')
    ? 'scores_only_while_scoring'
    : 'subjects_only_before_scoring';
  return `create trigger ${guard} after insert on ${table} referencing new table as added
    for each statement execute function ${guard}();`;
};

function partitions(table: string): string[] {
  const years = Array.from(
    { length: LAST_YEAR - FIRST_YEAR + 1 },
    (_, index) => FIRST_YEAR + index,
  );
  return [
    `create table ${table}_other partition of ${table} default;`,
    ...years.map(
      (year) =>
        `create table ${table}_${year} partition of ${table} for values from (${year * 12}) to (${year * 12 + 12});`,
    ),
  ];
}

export class Foundation1761955200003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(directoryTables);
    await runner.query(facts + schemes + runs + guards);
    for (const table of ['facts', 'run_subjects', 'scores']) {
      const created = partitions(table);
      const guarded =
        table === 'facts' ? [] : [table, ...created.map((sql) => sql.split(' ')[2] ?? '')];
      await runner.query([...created, ...guarded.map(insertGuards)].join('\n'));
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
