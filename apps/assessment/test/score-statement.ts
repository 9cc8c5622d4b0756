import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { monthNumber } from '#libs/calendar';
import { metricOf } from '../src/facts/metrics.js';
import { compileScheme } from '../src/schemes/compile-scheme.js';
import type { Scheme } from '../src/schemes/scheme.js';

export interface GivenFact {
  readonly metric: string;
  /** How many months before the one that is scored. */
  readonly ago: number;
  readonly due: number;
  readonly done: number;
}

export interface GivenMember {
  readonly facts: readonly GivenFact[];
  readonly memberKind?: 'full' | 'probationary';
}

export interface Scored {
  readonly score: number | null;
  readonly grade: number | null;
  readonly not_scored: string | null;
  readonly line_targets: (number | null)[];
}

const MONTH = '2026-12';

/** Runs a compiled scheme over given members, in a transaction that is rolled back. */
export async function scoreMembers(
  client: Client,
  scheme: Scheme,
  members: readonly GivenMember[],
): Promise<Scored[]> {
  const run = randomUUID();
  const month = monthNumber(MONTH);
  const rows = members
    .map((member) => ({ ...member, id: randomUUID() }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  await client.query('begin');
  try {
    await client.query(
      `insert into runs (id, month, root_id, root_path, created_by, as_of) values ($1, $2, $1, '1/', $1, now())`,
      [run, month],
    );
    await client.query(
      `insert into run_rosters (month, run_id, level, path, organization_id, branch_id, subject_ids, probationary_ids)
       values ($1, $2, 0, '1/', $2, $2, $3::uuid[], $4::uuid[])`,
      [
        month,
        run,
        rows.map((row) => row.id),
        rows.filter((row) => row.memberKind === 'probationary').map((row) => row.id),
      ],
    );
    await client.query(`update runs set status = 'scoring' where id = $1`, [run]);
    const facts = rows.flatMap((row) => row.facts.map((fact) => ({ ...fact, id: row.id })));
    await client.query(
      `insert into facts (month, metric, organization_id, subject_id, source_id, revision, due, done, effective_on,
         recorded_at)
       select $1 - ago, metric, $2::uuid, id, uuidv7(), 0, due, done, '2026-12-01', now()
       from unnest($3::smallint[], $4::uuid[], $5::integer[], $6::integer[], $7::integer[])
         as given(metric, id, ago, due, done)`,
      [
        month,
        run,
        facts.map((fact) => metricOf(fact.metric).id),
        facts.map((fact) => fact.id),
        facts.map((fact) => fact.ago),
        facts.map((fact) => fact.due),
        facts.map((fact) => fact.done),
      ],
    );
    const statement = compileScheme(scheme, MONTH);
    await client.query(
      statement.text,
      statement.values(run, {
        fromPath: '1/',
        fromId: rows[0]?.id ?? run,
        toPath: '1/',
        toId: rows.at(-1)?.id ?? run,
      }),
    );
    const { rows: scores } = await client.query<Scored & { subject_id: string }>(
      'select subject_id, score, grade, not_scored, line_targets from scores where run_id = $1',
      [run],
    );
    const bySubject = new Map(scores.map((score) => [score.subject_id, score]));
    const order = new Map(rows.map((row) => [row.facts, row.id]));
    return members.map((member) => {
      const score = bySubject.get(order.get(member.facts) ?? '');
      if (!score) throw new Error('a member has no score');
      return score;
    });
  } finally {
    await client.query('rollback');
  }
}
