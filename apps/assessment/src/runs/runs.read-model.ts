import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { monthFromNumber, monthNumber } from '#libs/calendar';
import { type Message, scoreLevels } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, type Transaction } from '#libs/database';
import { Cursors } from '#libs/http';
import { operationId } from '#libs/operations';
import type { RunDto, RunPageDto, RunPhase, RunsQuery } from './dto/run.dto.js';
import type { RunStatus } from './run-status.js';
import { runNotFound } from './runs.errors.js';

interface RunRow {
  id: string;
  month: number;
  root_id: string;
  root_name: string | null;
  status: RunStatus;
  phase: number;
  as_of: Date;
  input_hash: string | null;
  result_hash: string | null;
  not_scored: number | null;
  failure: string | null;
  superseded_by: string | null;
  created_at: Date;
  started_at: Date | null;
  scored_at: Date | null;
  ended_at: Date | null;
  published_at: Date | null;
  done: number;
  members: number;
  groups: number;
  branches: number;
}

const subjects = (condition: string): string =>
  `coalesce(sum(subjects) filter (where ${condition}), 0)::integer`;

/** Seen where a range lies in the run's subtree, and where the subtree lies in a range. */
const columns = `select run.id, run.month, run.root_id, root.name as root_name, run.status, run.phase, run.as_of,
    run.input_hash, run.result_hash, run.not_scored, run.failure, run.superseded_by, run.created_at, run.started_at,
    run.scored_at, run.ended_at, run.published_at, chunks.*
  from runs run
  left join directory_organizations root on root.id = run.root_id
  cross join lateral (
    select ${subjects(`status = 'done'`)} as done, ${subjects('level = 0')} as members,
      ${subjects('level = 1')} as groups, ${subjects('level = 2')} as branches
    from run_chunks where run_id = run.id
  ) as chunks
  where exists (
    select from unnest($1::text[], $2::text[]) as scope(lower_bound, upper_bound)
    where (run.root_path >= scope.lower_bound collate "C" and run.root_path < scope.upper_bound collate "C")
      or (scope.lower_bound collate "C" >= run.root_path
        and scope.lower_bound collate "C" < left(run.root_path, -1) || '0'))`;

const one = { name: 'runs-one', text: `${columns} and run.id = $3` };

const page = {
  name: 'runs-page',
  text: `${columns} and ($3::integer is null or run.month = $3) and ($4::text is null or run.status = $4)
    and ($5::uuid is null or run.id < $5)
    order by run.id desc limit $6`,
};

/** The reason itself is the database's word: for the log and the table, not for callers. */
const chunkFailed: Message = {
  zh: '有一批计算多次失败，原因见服务日志',
  en: 'a chunk failed again and again; the log of the service says why',
};

function phaseOf(row: RunRow): RunPhase {
  if (row.started_at === null) return 'queued';
  if (row.result_hash !== null) return 'done';
  return scoreLevels[row.phase] ?? 'sealing';
}

function toDto(row: RunRow): RunDto {
  const { members, groups, branches } = row;
  return {
    id: row.id,
    month: monthFromNumber(row.month),
    organizationId: row.root_id,
    organizationName: row.root_name,
    operationId: operationId('assessment', row.id),
    status: row.status,
    progress: { done: row.done, total: members + groups + branches, phase: phaseOf(row) },
    counts: { members, groups, branches, notScored: row.not_scored },
    inputHash: row.input_hash,
    resultHash: row.result_hash,
    asOf: row.as_of.toISOString(),
    failure: row.failure === null ? null : chunkFailed,
    supersededBy: row.superseded_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    scoredAt: row.scored_at?.toISOString() ?? null,
    endedAt: (row.ended_at ?? row.scored_at)?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

@Injectable()
export class RunsReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** @throws assessment.run_not_found */
  async one(
    ranges: readonly PathRange[],
    id: string,
    on: DataSource | Transaction = this.dataSource,
  ): Promise<RunDto> {
    const run = await this.find(ranges, id, on);
    if (!run) throw runNotFound();
    return run;
  }

  /** Undefined where there is none in the ranges. */
  async find(
    ranges: readonly PathRange[],
    id: string,
    on: DataSource | Transaction = this.dataSource,
  ): Promise<RunDto | undefined> {
    const [row] = await readRows<RunRow>(on, one, [...rangeValues(ranges), id]);
    return row && toDto(row);
  }

  async list(ranges: readonly PathRange[], filter: RunsQuery): Promise<RunPageDto> {
    const { limit, cursor, month, status } = filter;
    const list = ['runs', month, status, ranges];
    const [after] = cursor === undefined ? [] : this.cursors.open(cursor, list);
    const rows = await readRows<RunRow>(this.dataSource, page, [
      ...rangeValues(ranges),
      month === undefined ? null : monthNumber(month),
      status ?? null,
      after ?? null,
      limit + 1,
    ]);
    return this.cursors.page(rows, { limit, list, position: (row) => [row.id], map: toDto });
  }
}
