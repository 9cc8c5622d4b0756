import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { NewFact } from './fact.policy.js';

/**
 * Facts are recorded one batch after the other, and a run draws its line (`as_of`) between two batches: all that was
 * recorded before the line is then committed, all that comes is recorded after it. So a run replays to the same facts.
 */
const RECORDING_LOCK = 'select pg_advisory_xact_lock(847203)';

/**
 * `$1` metric, `$2` organization, `$3` subject, `$4` source, `$5` revision, `$6` due, `$7` done, `$8` day, `$9` status.
 * A revision that a higher one was recorded before is kept and counts at no time.
 */
const RECORD = `
  with moment as materialized (select clock_timestamp() as at),
  incoming as materialized (
    select distinct on (month, source_id, subject_id, metric, revision) *,
      max(revision) over (partition by month, source_id, subject_id, metric) as last_revision
    from (
      select (extract(year from day) * 12 + extract(month from day) - 1)::integer as month, *
      from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::integer[], $7::integer[],
        $8::date[], $9::text[])
        as fact(metric, organization_id, subject_id, source_id, revision, due, done, day, status)
    ) as dated
    order by month, source_id, subject_id, metric, revision
  ),
  superseded as (
    update facts set superseded_at = moment.at
    from incoming, moment
    where incoming.revision > 0 and incoming.revision = incoming.last_revision
      and facts.month = incoming.month and facts.source_id = incoming.source_id
      and facts.subject_id = incoming.subject_id and facts.metric = incoming.metric
      and facts.revision < incoming.revision and facts.superseded_at is null
  )
  insert into facts (month, metric, organization_id, subject_id, source_id, revision, due, done, effective_on, status,
    recorded_at, superseded_at)
  select month, metric, organization_id, subject_id, source_id, revision, due, done, day, status, moment.at,
    case when revision < last_revision or exists (
        select from facts later
        where later.month = incoming.month and later.source_id = incoming.source_id
          and later.subject_id = incoming.subject_id and later.metric = incoming.metric
          and later.revision > incoming.revision)
      then moment.at end
  from incoming, moment
  on conflict do nothing`;

@Injectable()
export class FactsRepository {
  /** Records the facts in one statement; those that are recorded already change nothing. */
  async record(tx: Transaction, facts: readonly NewFact[]): Promise<void> {
    if (facts.length === 0) return;
    await tx.query(RECORDING_LOCK);
    await tx.query(RECORD, [
      facts.map((fact) => fact.metric),
      facts.map((fact) => fact.organizationId),
      facts.map((fact) => fact.subjectId),
      facts.map((fact) => fact.sourceId),
      facts.map((fact) => fact.revision),
      facts.map((fact) => fact.due),
      facts.map((fact) => fact.done),
      facts.map((fact) => fact.effectiveOn),
      facts.map((fact) => fact.status),
    ]);
  }

  /** Waits for the batch under way and holds up the next until the transaction ends. */
  async holdRecording(tx: Transaction): Promise<void> {
    await tx.query(RECORDING_LOCK);
  }
}
