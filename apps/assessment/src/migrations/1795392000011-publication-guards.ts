import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every trigger function looks up tables where the migration stands, whoever fires it. */
const fixedPath = 'language plpgsql set search_path from current';

/** Two that were published at the same time may both have become current: the one made last is. */
const oneCurrent = `
  update runs earlier set superseded_by = latest.id
  from (
    select distinct on (month, root_id) month, root_id, id from runs
    where status = 'published' and superseded_by is null order by month, root_id, id desc
  ) as latest
  where earlier.month = latest.month and earlier.root_id = latest.root_id and earlier.id < latest.id
    and earlier.status = 'published' and earlier.superseded_by is null;

  drop index runs_current;
  create unique index runs_current on runs (month, root_id) where status = 'published' and superseded_by is null;
`;

/**
 * Asked at the end of the transaction: a run is superseded before the one that supersedes it is published, since no
 * month may have two that are current. Only by a later one, so that none can be superseded in a circle.
 */
const superseding = `
  create function superseded_by_published() returns trigger ${fixedPath} as $$
  begin
    if not exists (select from runs where id = new.superseded_by and id > new.id and month = new.month
        and root_id = new.root_id and status = 'published') then
      raise exception 'run % is superseded by a later published run of its month and root, and by no other', new.id
        using errcode = 'restrict_violation';
    end if;
    return null;
  end $$;
  create constraint trigger superseded_by_published after insert or update on runs
    deferrable initially deferred for each row when (new.superseded_by is not null)
    execute function superseded_by_published();
`;

/** A row is not taken from a published run, and not put into one either. Its totals and chunks are rows of it too. */
const rows = `
  create or replace function rows_of_published_runs_stay() returns trigger ${fixedPath} as $$
  declare
    published uuid;
  begin
    select id into published from runs where id in (old.run_id, new.run_id) and status = 'published' limit 1;
    if found then
      raise exception 'run % is published and stays as it is', published using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger rows_of_published_runs_stay before update or delete on run_totals
    for each row execute function rows_of_published_runs_stay();
  create trigger rows_of_published_runs_stay before insert or update or delete on run_chunks
    for each row execute function rows_of_published_runs_stay();
`;

export class PublicationGuards1795392000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '10s'; ${oneCurrent} ${superseding} ${rows}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
