import { readFileSync } from 'node:fs';
import { freePort } from './setup/free-port.js';
import { type ServiceName, services } from '#libs/contracts';
import { newTraceId } from '#libs/observability';
import { eventually } from '#libs/testing';
import { fictionalCitizenNumber } from '../tools/demo/citizen-number.js';
import { LogLines } from './setup/log-lines.js';
import { SpanCollector } from './setup/span-collector.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { buildWorld, type World } from './setup/world.js';

type Service = ServiceName | 'gateway';

const everyService: readonly Service[] = ['gateway', ...services];

/** What must be found nowhere, wherever somebody puts it. */
const planted = {
  citizen: fictionalCitizenNumber('1990-05-06', 'male', 77),
  phone: '19900008877',
  name: '申屠无双',
  password: 'planted-Horse-battery',
  username: 'planted-somebody',
  token: 'eyJhbGciOiJFUzI1NiJ9.cGxhbnRlZA.cGxhbnRlZA',
};

describe('what the suite says of itself', () => {
  const logs = new LogLines();
  const ports: Partial<Record<Service, number>> = {};
  let collector: SpanCollector;
  let suite: TestSuite;
  let world: World;

  beforeAll(async () => {
    collector = await SpanCollector.start();
    for (const service of everyService) ports[service] = await freePort();
    suite = await startTestSuite({
      logs,
      environment: (service) => ({
        LOG_LEVEL: 'debug',
        METRICS_PORT: String(ports[service]),
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      }),
    });
    world = await buildWorld(suite);
  }, 120_000);

  afterAll(async () => {
    await suite.stop();
    await collector.stop();
  });

  async function ask(
    path: string,
    options: {
      readonly token?: string;
      readonly body?: string | FormData;
      readonly traceId?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const { token, body, traceId, headers } = options;
    const answer = await fetch(`${suite.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(traceId !== undefined && { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }),
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        'idempotency-key': newTraceId(),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** An activity of the own branch that the officer may approve. */
  async function submitted(startsAt: string): Promise<string> {
    const { own } = world;
    const { id } = await own.secretary.post<{ id: string }>('/v1/activities', {
      organizationId: own.id,
      types: ['branch_meeting'],
      title: 'a meeting',
      startsAt,
    });
    await own.secretary.post(`/v1/activities/${id}/hold`, {
      attendance: own.people.map((person) => ({ personId: person.id, status: 'present' })),
      minutes: 'minutes',
    });
    await own.secretary.post(`/v1/activities/${id}/submit`);
    return id;
  }

  const approve = (id: string, traceId: string): ReturnType<typeof ask> =>
    ask(`/v1/activities/${id}/approve`, { body: '{}', traceId, token: world.officer.accessToken });

  async function metrics(service: Service): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${ports[service]}/metrics`);
    expect(answer.status).toBe(200);
    return answer.text();
  }

  const value = (text: string, series: string): number => {
    const line = text.split('\n').find((one) => one.startsWith(`${series} `));
    if (line === undefined) throw new Error(`no ${series} in\n${text}`);
    return Number(line.slice(series.length));
  };

  describe('logs', () => {
    it('have one trace id from the request through the services to the subscriber it woke', async () => {
      const traceId = newTraceId();
      const id = await submitted('2026-09-10T09:00:00+08:00');
      expect((await approve(id, traceId)).status).toBe(200);
      await eventually(() => {
        const lines = logs.of(traceId);
        const route = '/v1/activities/:id/approve';
        for (const service of ['gateway', 'activities'])
          expect(lines).toContainEqual(
            expect.objectContaining({
              service,
              msg: 'request',
              route,
              method: 'POST',
              status: 200,
            }),
          );
        expect(lines).toContainEqual(
          expect.objectContaining({ msg: 'job', queue: 'assessment.record-activity-facts' }),
        );
      });
    });

    it('have the id that a problem shows', async () => {
      const traceId = newTraceId();
      const { status, text } = await approve('00000000-0000-7000-8000-000000000000', traceId);
      expect(status).toBe(404);
      expect(JSON.parse(text)).toMatchObject({ traceId });
      const lines = logs.of(traceId).map(({ service, status: told }) => [service, told]);
      expect(lines).toEqual(
        expect.arrayContaining([
          ['gateway', 404],
          ['activities', 404],
        ]),
      );
    });

    it('have a line a request, with the account and the route, and none a probe', async () => {
      const traceId = newTraceId();
      const query = '/v1/organizations?limit=7';
      await ask(query, { traceId, token: world.officer.accessToken });
      await ask('/health/ready', { traceId });
      const lines = logs.of(traceId);
      expect(lines.map(({ service }) => service).sort()).toEqual(['gateway', 'members']);
      expect(lines.find(({ service }) => service === 'members')).toMatchObject({
        method: 'GET',
        route: '/v1/organizations',
        status: 200,
        ms: expect.any(Number),
        account: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(logs.text).not.toContain('limit=7');
    });
  });

  describe('metrics', () => {
    it('are those of docs/operations.md, no more and no fewer', async () => {
      const texts = await Promise.all(everyService.map(metrics));
      const registered = new Set(
        texts.flatMap((text) =>
          [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, ...it]) => it.join(' ')),
        ),
      );
      const page = readFileSync('docs/operations.md', 'utf8');
      const documented = [...page.matchAll(/^\| `([a-z_]+)` +\| (counter|gauge|histogram) /gm)];
      expect(documented.map(([, name, type]) => `${name} ${type}`).sort()).toEqual(
        [...registered].sort(),
      );
    });

    it('count requests by their route, jobs by their queue, and read all gauges', async () => {
      const [gateway, activities, assessment] = await Promise.all(
        (['gateway', 'activities', 'assessment'] as const).map(metrics),
      );
      const request =
        'wutai_http_request_seconds_count{method="POST",route="/v1/activities",status="201"}';
      for (const text of [gateway, activities])
        expect(value(text ?? '', request)).toBeGreaterThan(0);
      const upstream = 'service="activities"';
      expect(
        value(gateway ?? '', `wutai_upstream_seconds_count{${upstream},outcome="answered"}`),
      ).toBeGreaterThan(0);
      expect(value(gateway ?? '', `wutai_upstream_copies{${upstream},state="asked"}`)).toBe(1);
      expect(value(gateway ?? '', `wutai_upstream_requests{${upstream},state="waiting"}`)).toBe(0);
      const text = assessment ?? '';
      const queue = 'assessment.record-activity-facts';
      expect(
        value(text, `wutai_job_seconds_count{queue="${queue}",outcome="done"}`),
      ).toBeGreaterThan(0);
      expect(
        value(text, `wutai_inbox_events_total{subscriber="${queue}",outcome="new"}`),
      ).toBeGreaterThan(0);
      expect(value(text, `wutai_queue_jobs{queue="${queue}",state="failed"}`)).toBe(0);
      expect(value(text, `wutai_queue_oldest_seconds{queue="${queue}"}`)).toBeGreaterThanOrEqual(0);
      expect(value(text, 'wutai_pool_connections{state="idle"}')).toBeGreaterThanOrEqual(0);
      expect(text).not.toMatch(/wutai_measure_failures_total\{/);
    });

    it('show an event that cannot be sent', async () => {
      const outbox = await suite.database.admin('notifications');
      await outbox.query(
        `create function kept() returns trigger language plpgsql as $$ begin raise exception 'kept'; end $$;
         create trigger kept before update or delete on outbox for each row execute function kept();
         insert into outbox (type, payload, events, occurred_at)
           values ('assessment.run.published', $1, 3, now() - interval '90 s')`.replace(
          '$1',
          `'[{"v":1},{"v":1},{"v":1}]'`,
        ),
      );
      const behind = await metrics('notifications');
      expect(value(behind, 'wutai_outbox_unsent')).toBe(3);
      expect(value(behind, 'wutai_outbox_oldest_seconds')).toBeGreaterThan(89);
      await outbox.query('drop trigger kept on outbox; delete from outbox; drop function kept');
      const level = await metrics('notifications');
      expect(value(level, 'wutai_outbox_unsent')).toBe(0);
      expect(value(level, 'wutai_outbox_oldest_seconds')).toBe(0);
    });

    it('show how far a run is, and how long it stands still', async () => {
      const assessment = await suite.database.admin('assessment');
      await assessment.query(
        `with run as (
           insert into runs (month, root_id, root_path, created_by, created_at)
           values (24309, gen_random_uuid(), 'z/', gen_random_uuid(), now() - interval '90 s') returning id
         )
         insert into run_chunks (run_id, level, number, subjects, from_path, from_id, to_path, to_id, status)
         select id, 3, number, 0, '', id, '', id, 'done' from run, generate_series(0, 2) number`,
      );
      const text = await metrics('assessment');
      expect(value(text, 'wutai_runs_active{month="2025-10"}')).toBe(1);
      expect(value(text, 'wutai_run_chunks{month="2025-10",state="total"}')).toBe(3);
      expect(value(text, 'wutai_run_chunks{month="2025-10",state="done"}')).toBe(3);
      expect(value(text, 'wutai_run_still_seconds{month="2025-10"}')).toBeGreaterThan(89);
    });

    it('are not to be had through the gateway, nor on a service’s own port', async () => {
      expect((await ask('/metrics')).status).toBe(404);
      expect((await fetch(`${suite.services.members.url}/metrics`)).status).toBe(404);
      expect((await fetch(`http://127.0.0.1:${ports.members}/v1/me`)).status).toBe(404);
    });
  });

  it('traces: spans of one trace in the gateway, the service, and the subscriber', async () => {
    const traceId = newTraceId();
    const id = await submitted('2026-09-11T09:00:00+08:00');
    await approve(id, traceId);
    await eventually(() => {
      const spans = collector.of(traceId);
      const find = (service: string, name: string) =>
        spans.find((span) => span.service === service && span.name === name);
      const route = 'POST /v1/activities/:id/approve';
      const [asked, passed] = [find('gateway', route), find('gateway', 'activities')];
      const answered = find('activities', route);
      const consumed = find('assessment', 'assessment.record-activity-facts');
      expect(asked?.parentSpanId).toBe('00f067aa0ba902b7');
      expect(passed?.parentSpanId).toBe(asked?.spanId);
      expect(answered?.parentSpanId).toBe(passed?.spanId);
      // The event was told within the transaction, whose span is the consumer's parent.
      const told = spans.find(({ spanId }) => spanId === consumed?.parentSpanId);
      expect(told).toMatchObject({ service: 'activities', name: 'transaction' });
      expect(told?.parentSpanId).toBe(answered?.spanId);
    }, 30_000);
  });

  it('nothing of a person and no secret, whatever comes and whatever fails', async () => {
    const { citizen, phone, name, password, username, token } = planted;
    const admin = world.admin.accessToken;
    const everything = JSON.stringify({ ...planted, citizenNumber: citizen });
    // Refused: unknown fields, a body that is no JSON, a log-in, a token, a query.
    await ask('/v1/organizations', { token: admin, body: everything });
    await ask('/v1/organizations', { token: admin, body: `{"password":"${password}",${phone}` });
    await ask('/v1/auth/login', { body: JSON.stringify({ username, password }) });
    await ask('/v1/me', { token });
    await ask(`/v1/members?q=${citizen}&phone=${phone}&access_token=${token}`, { token: admin });
    await ask(`/v1/nothing/${citizen}?name=${encodeURIComponent(name)}`, {
      token: admin,
      headers: { cookie: `session=${password}`, 'x-phone': phone, traceparent: citizen },
    });
    // Failed: a row that PostgreSQL refuses, with all that it knows of it.
    const members = await suite.database.admin('members');
    await members.query('alter table people add constraint planted_check check (false) not valid');
    const form = new FormData();
    const header =
      '工号,姓名,性别,民族,出生日期,公民身份号码,学历,手机号,所在组织编码,党员类别,入党日期,转正日期,状态';
    const row = `P1,${name},男,汉族,1990-05-06,${citizen},大学本科,${phone},W-A1,正式党员,2010-07-01,2011-07-01,在册`;
    form.append('file', new Blob([`${header}\n${row}`]), 'roster.csv');
    const traceId = newTraceId();
    const failed = await ask('/v1/roster-imports?dryRun=false', {
      token: admin,
      body: form,
      traceId,
    });
    const { operationId } = JSON.parse(failed.text) as { operationId: string };
    await eventually(async () => {
      const seen = await ask(`/v1/operations/${operationId}`, { token: admin });
      expect(JSON.parse(seen.text)).toMatchObject({ status: 'failed' });
    }, 30_000);
    await members.query('alter table people drop constraint planted_check');
    // What is needed to mend it is there.
    expect(logs.of(traceId)).toContainEqual(
      expect.objectContaining({
        msg: 'job failed',
        err: expect.objectContaining({ code: '23514', constraint: 'planted_check' }),
      }),
    );
    await eventually(() => {
      expect(collector.of(traceId).map(({ service }) => service)).toContain('members');
    }, 30_000);
    const told = {
      logs: logs.text,
      spans: collector.text,
      metrics: (await Promise.all(everyService.map(metrics))).join('\n'),
      problem: failed.text,
    };
    // No token at all, not even one that works.
    expect(told.logs + told.spans).not.toContain('eyJ');
    for (const [where, text] of Object.entries(told))
      for (const [what, secret] of Object.entries(planted))
        for (const spelt of [secret, encodeURIComponent(secret)])
          expect([where, what, text.includes(spelt)]).toEqual([where, what, false]);
  });
});
