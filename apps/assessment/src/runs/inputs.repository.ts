import { Injectable } from '@nestjs/common';
import { type Month, monthNumber } from '#libs/calendar';
import { query, type Transaction } from '#libs/database';
import { FactsRepository } from '../facts/facts.repository.js';
import { levelCode } from '../schemes/codes.js';
import { firstMonthRead } from '../schemes/period.policy.js';
import type { ActiveScheme } from '../schemes/schemes.repository.js';

/**
 * Checksums that need no order: a sum over rows, each a chain of PostgreSQL's own 64-bit hashes. Sorting and hashing a
 * country's facts by SHA-256 would take longer than scoring them.
 */
const ROSTER = `
  select coalesce(sum(uuid_hash_extended(subject_id, uuid_hash_extended(organization_id,
      uuid_hash_extended(coalesce(branch_id, subject_id), hashtextextended(path,
      hashtextextended(coalesce(category, ''), hashtextextended(coalesce(member_kind, ''), level))))))), 0)::text as sum,
    count(*)::text as count
  from run_subjects where month = $1 and run_id = $2::uuid`;

/** `$3` level, `$4` first month. What the scoring statement reads: facts up to the line, not superseded before it. */
const FACTS = `
  select coalesce(sum(uuid_hash_extended(fact.subject_id, uuid_hash_extended(fact.source_id,
      hashint4extended(fact.month, hashint4extended(fact.due, hashint4extended(fact.done, fact.metric)))))), 0)::text
      as sum,
    count(*)::text as count
  from runs run
  join run_subjects subject on subject.month = run.month and subject.run_id = run.id
  join facts fact on fact.subject_id = subject.subject_id
  where run.id = $2::uuid and subject.month = $1 and subject.level = $3
    and fact.month between $4 and $1 and fact.recorded_at <= run.as_of
    and (fact.superseded_at is null or fact.superseded_at > run.as_of)`;

const KEEP = `update runs set input_hash = encode(sha256(convert_to($2, 'UTF8')), 'hex') where id = $1`;

interface FrozenRun {
  readonly id: string;
  readonly month: Month;
  readonly rootId: string;
}

/** What a run is made of: closed at one moment, and told by one hash. A run with the same has the same result. */
@Injectable()
export class InputsRepository {
  constructor(private readonly facts: FactsRepository) {}

  /** Draws the line: what is recorded from now on is not for this run. Recording waits until the transaction ends. */
  async close(tx: Transaction, run: FrozenRun, schemes: readonly ActiveScheme[]): Promise<void> {
    await this.facts.holdRecording(tx);
    await tx.query('update runs set as_of = clock_timestamp() where id = $1', [run.id]);
    const month = monthNumber(run.month);
    const inputs = [run.month, run.rootId, await this.sum(tx, ROSTER, [month, run.id])];
    for (const { id, level, scheme } of schemes) {
      const first = firstMonthRead(scheme.indicators, run.month);
      const facts = await this.sum(tx, FACTS, [month, run.id, levelCode(level), first]);
      inputs.push(level, id, facts);
    }
    await tx.query(KEEP, [run.id, inputs.join('|')]);
  }

  private async sum(tx: Transaction, statement: string, values: unknown[]): Promise<string> {
    const [row] = await query<{ sum: string; count: string }>(tx, statement, values);
    return `${row?.count ?? ''}:${row?.sum ?? ''}`;
  }
}
