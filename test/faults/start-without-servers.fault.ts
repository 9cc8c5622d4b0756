import { eventually } from '#libs/testing';
import { FaultMine } from '../setup/fault-mine.js';
import type { ServiceProcess } from '../setup/service-process.js';

interface Readiness {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
}

describe('a service that starts before its servers', () => {
  let mine: FaultMine;

  beforeAll(async () => {
    mine = await FaultMine.open();
  });
  afterAll(() => mine.close());

  const readiness = async (of: ServiceProcess): Promise<Readiness> =>
    (await (await fetch(`${of.url}/health/ready`)).json()) as Readiness;

  /** Lives, says what is away, and answers what it cannot do with a problem. */
  const refusesWell = async (
    service: ServiceProcess,
    away: string,
    path: string,
  ): Promise<void> => {
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(503);
    const { status, checks } = await readiness(service);
    expect(status).toBe('unready');
    expect(checks[away]).not.toBe('ok');
    const answer = await fetch(`${service.url}${path}`, { headers: await mine.headers() });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await answer.json()).toMatchObject({ code: 'server.unavailable' });
  };

  it('boots without PostgreSQL, says so, and works when it comes', async () => {
    await mine.killPostgres();
    const members = await mine.start('members', { ADMIN_PASSWORD: 'the-first-administrator' });
    const activities = await mine.start('activities');
    const assessment = await mine.start('assessment');
    await refusesWell(members, 'database', '/v1/organizations');
    await refusesWell(activities, 'database', '/v1/activities');
    await refusesWell(assessment, 'database', '/v1/runs');
    await mine.startPostgres();
    for (const service of [members, activities, assessment]) await service.answers('/health/ready');
    const login = await fetch(`${members.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'the-first-administrator' }),
    });
    expect(login.status).toBe(200);
    const filed = await mine.fileMeetings();
    await eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    });
    for (const service of [members, activities, assessment]) await service.stop();
  });

  it('boots without Redis, answers what needs none, and hears when it comes', async () => {
    await mine.redis.stop();
    const activities = await mine.start('activities');
    const assessment = await mine.start('assessment');
    const before = await mine.heard();
    const filed = await mine.fileMeetings('2026-09');
    expect((await readiness(assessment)).checks['redis']).toBe('does not answer');
    expect(await mine.ask(assessment, 'GET', '/v1/runs')).toMatchObject({ data: [] });
    await mine.startRedis();
    for (const service of [activities, assessment]) await service.answers('/health/ready');
    await eventually(async () => {
      expect(await mine.heard()).toBe(before + filed);
    });
    for (const service of [activities, assessment]) await service.stop();
  });

  it('that lacks migrations is not ready, says which, and works when they are there', async () => {
    const name = await mine.value(
      `delete from assessment.migrations where name like 'OutboxBatches%' returning name as value`,
    );
    const assessment = await mine.start('assessment');
    await refusesWell(assessment, 'database', '/v1/runs');
    expect((await readiness(assessment)).checks['database']).toContain(name);
    await mine.value(
      `insert into assessment.migrations (timestamp, name) values (1, '${name}') returning name as value`,
    );
    await assessment.answers('/health/ready');
    await assessment.stop();
  });
});
