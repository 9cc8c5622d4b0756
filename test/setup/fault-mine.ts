import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { AttendanceStatus, EventPayload, ServiceName } from '#libs/contracts';
import { migrate } from '#libs/database';
import { type LocalServer, startPostgres, startRedis } from '#libs/local-servers';
import { eventually, FakeMembers, SampleDirectory, serviceUrl } from '#libs/testing';
import { database as activities } from '../../apps/activities/src/data-source.js';
import { database as assessment } from '../../apps/assessment/src/data-source.js';
import { database as membersDatabase } from '../../apps/members/src/data-source.js';
import { database as notifications } from '../../apps/notifications/src/data-source.js';
import { ServiceProcess } from './service-process.js';

export const month = '2026-10';
const BRANCHES = 4;
const MEMBERS_A_BRANCH = 150;
const meetings = [
  { types: ['branch_meeting', 'theme_day'], heldOn: '2026-10-15' },
  { types: ['committee_meeting'], heldOn: '2026-10-05' },
  { types: ['lecture'], heldOn: '2026-10-20' },
] as const;
const statuses: readonly AttendanceStatus[] = ['present', 'absent', 'leave', 'made_up', 'exempt'];

/** Who is scored: every member, every branch. */
export const members = BRANCHES * MEMBERS_A_BRANCH;

export interface Run {
  readonly id: string;
  readonly status: string;
  readonly resultHash: string | null;
  readonly progress: { readonly done: number; readonly total: number };
}

interface Branch {
  readonly id: string;
  readonly people: readonly string[];
}

/** How long something is away or stands still is the fault itself, and no wait for an effect. */
export const spell = (ms: number): Promise<void> => pause(ms);

/**
 * A mine on servers of its own, which may be stopped, emptied and killed: a PostgreSQL and a Redis that keep what they
 * are given, and services as processes. Chunks are small, so that a run has many to be killed in.
 */
export class FaultMine {
  private readonly processes: ServiceProcess[] = [];
  private readonly branches: Branch[] = [];
  private administrator = '';

  private constructor(
    private readonly directory: string,
    private readonly keeper: FakeMembers,
    public postgres: LocalServer,
    public redis: LocalServer,
  ) {}

  static async open(): Promise<FaultMine> {
    const directory = await mkdtemp(join(tmpdir(), 'wutai-faults-'));
    // As root, PostgreSQL runs as somebody else, who must be able to pass through.
    await chmod(directory, 0o711);
    const [keeper, postgres, redis] = await Promise.all([
      FakeMembers.start(),
      startPostgres(postgresIn(directory)),
      startRedis(redisIn(directory)),
    ]);
    const mine = new FaultMine(directory, keeper, postgres, redis);
    for (const database of [membersDatabase, activities, assessment, notifications])
      await migrate(database, {
        admin: postgres.url,
        service: serviceUrl(postgres.url, 'wutai', database.service),
      });
    mine.people();
    return mine;
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
    await this.keeper.stop();
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A copy of a service, ready; `own` is what this copy's environment has besides. */
  async service(
    service: ServiceName,
    own: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const process = await this.start(service, own);
    await process.answers('/health/ready');
    return process;
  }

  /** A copy of a service that lives, be it ready or not. */
  async start(
    service: ServiceName,
    own: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const process = await ServiceProcess.start(service, {
      LOG_LEVEL: 'warn',
      MEMBERS_URL: this.keeper.url,
      DATABASE_URL: this.databaseUrl(service),
      REDIS_URL: this.redis.url,
      ...(service === 'assessment' && { CHUNK_SIZE: '10' }),
      ...own,
    });
    this.processes.push(process);
    return process;
  }

  /** With which a service logs in. */
  databaseUrl(service: ServiceName): string {
    return serviceUrl(this.postgres.url, 'wutai', service);
  }

  /** The gateway before the services whose addresses `own` tells. */
  async gateway(own: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const process = await ServiceProcess.start('gateway', {
      LOG_LEVEL: 'warn',
      MEMBERS_URL: this.keeper.url,
      REDIS_URL: this.redis.url,
      // The administrator asks as fast as eight lanes can.
      LIMIT_READ: '1000000',
      ...own,
    });
    this.processes.push(process);
    return process;
  }

  /** The headers of the administrator. */
  async headers(): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await this.keeper.accessToken(this.administrator)}` };
  }

  /** At once, as by a power cut: what was committed is there when it is back. */
  async killPostgres(): Promise<void> {
    const { pid } = this.postgres;
    if (pid === undefined) throw new Error('PostgreSQL is not running');
    process.kill(pid, 'SIGQUIT');
    await this.postgres.stop();
  }

  async startPostgres(): Promise<void> {
    const { port } = this.postgres;
    this.postgres = await startPostgres({ ...postgresIn(this.directory), port });
  }

  async startRedis(): Promise<void> {
    const { port } = this.redis;
    this.redis = await startRedis({ ...redisIn(this.directory), port });
  }

  /** One value, asked as the administrator of the database. */
  async value(text: string): Promise<string> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ value: unknown }>(text);
      return String(rows[0]?.value);
    } finally {
      await client.end();
    }
  }

  /**
   * Writes into the outbox of activities what the filing of a month's meetings writes there, a branch's told together and
   * another's one by one. Answers how many facts.
   */
  async fileMeetings(of: string = month): Promise<number> {
    type Filed = EventPayload<'activities.activity.filed'>;
    const filed = this.branches.map(({ id, people }, place) =>
      meetings.map(({ types, heldOn }, meeting): Filed => ({
        v: 1,
        activityId: randomUUID(),
        organizationId: id,
        types: [...types],
        heldOn: heldOn.replace(month, of),
        backfilled: false,
        attendance: people.map((person, index) => [
          person,
          statuses[(index * 7 + place * 3 + meeting) % statuses.length] ?? 'present',
        ]),
        lecturers: types[0] === 'lecture' ? people.slice(0, place + 1) : [],
      })),
    );
    const told = filed.flatMap((events, place): (Filed | Filed[])[] =>
      place % 2 === 0 ? [events] : events,
    );
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      await client.query(
        `insert into activities.outbox (type, payload, events)
         select 'activities.activity.filed', payload::json, events from unnest($1::text[], $2::int[]) as told (payload, events)`,
        [
          told.map((events) => JSON.stringify(events)),
          told.map((events) => [events].flat().length),
        ],
      );
    } finally {
      await client.end();
    }
    return filed.flat().length;
  }

  /** How many filed activities assessment knows of. */
  async heard(): Promise<number> {
    return Number(
      await this.value(`select count(distinct source_id) as value from assessment.facts`),
    );
  }

  async ask<T>(service: ServiceProcess, method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${service.url}${path}`, {
      method,
      headers: {
        ...(await this.headers()),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }

  startRun(service: ServiceProcess, of: string = month): Promise<Run> {
    return this.ask<Run>(service, 'POST', '/v1/runs', { month: of });
  }

  /** Starts a run on the worker and freezes the worker in the middle of it: some chunks are done and some are not. */
  async frozenInRun(worker: ServiceProcess): Promise<string> {
    const { id } = await this.startRun(worker);
    const chunks = (status: string): string =>
      `select count(*) as value from assessment.run_chunks where run_id = '${id}' and ${status}`;
    await eventually(async () => {
      expect(Number(await this.value(chunks(`status = 'done'`)))).toBeGreaterThan(2);
    });
    worker.signal('SIGSTOP');
    expect(Number(await this.value(chunks(`status <> 'done'`)))).toBeGreaterThan(2);
    return id;
  }

  /** Waits until the run is scored; its progress must never go back. */
  async scored(service: ServiceProcess, id: string, limitMs = 60_000): Promise<Run> {
    let done = 0;
    return eventually(async () => {
      const run = await this.ask<Run>(service, 'GET', `/v1/runs/${id}`);
      expect(run.progress.done).toBeGreaterThanOrEqual(done);
      done = run.progress.done;
      if (run.status !== 'draft') throw new Error(`the run is ${run.status} at ${done}`);
      return run;
    }, limitMs);
  }

  /** The hash of a run that nothing disturbs. */
  async undisturbed(service: ServiceProcess): Promise<string | null> {
    const { id } = await this.startRun(service);
    return (await this.scored(service, id)).resultHash;
  }

  private people(): void {
    const directory = new SampleDirectory(this.keeper);
    const committee = directory.organization('committee', null);
    this.administrator = directory.account(null, [
      { role: 'administrator', organization: committee },
    ]);
    for (let place = 0; place < BRANCHES; place += 1) {
      const branch = directory.organization('branch', committee);
      const people = Array.from({ length: MEMBERS_A_BRANCH }, () => directory.member(branch).id);
      this.branches.push({ id: branch.id, people });
    }
  }
}

const postgresIn = (directory: string) => ({
  dataDirectory: join(directory, 'postgres'),
  logFile: join(directory, 'postgres.log'),
});

const redisIn = (directory: string) => ({
  dataDirectory: join(directory, 'redis'),
  cacheDirectory: resolve('.wutai/cache'),
  logFile: join(directory, 'redis.log'),
});
