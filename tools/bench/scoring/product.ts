import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Client } from 'pg';
import { freePort } from '#libs/local-servers';
import type { FakeMembers } from '#libs/testing';
import { Child } from '../../suite/child.js';
import { root } from '../../suite/paths.js';
import { month } from './mine.js';

const READY_MS = 60_000;
/** Seldom, since who asks takes from the processors of those who work; when it was done is asked of the database. */
const STEP_MS = 200;

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** Seconds since the request, when each step of a run was done. */
export interface Steps {
  readonly frozen: number;
  readonly members: number;
  readonly groups: number;
  readonly branches: number;
  readonly draft: number;
}

/** Two copies of the service from the build, as they are deployed, each scoring one chunk at a time. */
export class Workers {
  private constructor(
    private readonly children: readonly Child[],
    private readonly url: string,
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<Workers> {
    const script = resolve(root, 'dist/apps/assessment/src/main.js');
    const ports = [await freePort(), await freePort()].map(String);
    const children = ports.map((PORT, index) =>
      Child.start(`bench-scoring-${index}`, script, {
        ...environment,
        PORT,
        SCORING_CONCURRENCY: '1',
      }),
    );
    const workers = new Workers(children, `http://127.0.0.1:${ports[0]}`);
    try {
      for (const port of ports) await workers.answers(`http://127.0.0.1:${port}/health/ready`);
    } catch (error) {
      await workers.stop();
      throw error;
    }
    return workers;
  }

  async stop(): Promise<void> {
    await Promise.all(this.children.map((child) => child.stop()));
  }

  /** The most memory that either worker has had resident, where the system tells. */
  peakMb(): number | null {
    const peaks = this.children.map(({ pid }) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
      } catch {
        return Number.NaN;
      }
    });
    const most = Math.max(...peaks);
    return Number.isNaN(most) ? null : most;
  }

  /** Has the month scored, from the request to the draft. */
  async run(client: Client, keeper: FakeMembers, accountId: string): Promise<Steps> {
    const authorization = `Bearer ${await keeper.accessToken(accountId)}`;
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    const began = rows[0]?.now ?? new Date();
    const begun = performance.now();
    const since = (): number => (performance.now() - begun) / 1000;
    const answer = await fetch(`${this.url}/v1/runs`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ month }),
    });
    if (answer.status !== 202)
      throw new Error(`not started: ${answer.status} ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    const frozen = since();
    await this.untilDraft(client, id);
    const done = await client.query<{ at: number }>(
      `select extract(epoch from max(done_at) - $2)::float8 as at from run_chunks
       where run_id = $1 group by level order by level`,
      [id, began],
    );
    const [members = 0, groups = 0, branches = 0, draft = 0] = done.rows.map((row) => row.at);
    return { frozen, members, groups, branches, draft };
  }

  private async untilDraft(client: Client, id: string): Promise<void> {
    for (;;) {
      const { rows } = await client.query<{ status: string; failure: string | null }>(
        'select status, failure from runs where id = $1',
        [id],
      );
      const status = rows[0]?.status;
      if (status === 'draft') return;
      if (status === 'failed') throw new Error(`the run failed: ${rows[0]?.failure}`);
      const fallen = this.children.find((child) => !child.isRunning);
      if (fallen) throw new Error(`${fallen.name} ended:\n${await fallen.lastWords()}`);
      await pause(STEP_MS);
    }
  }

  private async answers(url: string): Promise<void> {
    const deadline = performance.now() + READY_MS;
    let last: unknown;
    while (performance.now() < deadline) {
      const fallen = this.children.find((child) => !child.isRunning);
      if (fallen) throw new Error(`${fallen.name} did not start:\n${await fallen.lastWords()}`);
      try {
        const answer = await fetch(url);
        if (answer.ok) return;
        last = await answer.text();
      } catch (error) {
        last = error;
      }
      await pause(100);
    }
    throw new Error(`${url} is not ready: ${String(last)}`);
  }
}
