import type { Client } from 'pg';
import { eventually, serverSentEvents, type TestService } from '#libs/testing';
import { RosterImportWork } from '../src/roster/roster-import-work.js';
import { Caller, type ImportBody, startMembers } from './members.harness.js';
import { citizenNumber, rosterCsv } from './roster-csv.js';
import { smallMine, type SmallMine } from './small-mine.js';

const CANARY = '11010519491231002X';

let service: TestService;
let mine: SmallMine;
let admin: Client;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = await service.database.admin('members');
});
afterAll(() => service.stop());
beforeEach(async () => {
  await admin.query('delete from memberships');
  await admin.query('delete from people');
});

const roster = () =>
  rosterCsv([
    { number: '1', name: '张伟', code: 'XZ-1', citizenNumber: CANARY },
    { number: '2', name: '李娜', code: 'XZ-2', citizenNumber: citizenNumber() },
  ]);

const people = async (): Promise<number> =>
  Number((await admin.query<{ n: string }>('select count(*) as n from people')).rows[0]?.n);

const row = async (id: string): Promise<{ text: string; file: unknown; attempt: number }> => {
  const { rows } = await admin.query<{ text: string; file: unknown; attempt: number }>(
    `select whole::text as text, file_sealed as file, attempt from roster_imports whole where id = $1`,
    [id],
  );
  const [found] = rows;
  if (!found) throw new Error(`no import ${id}`);
  return found;
};

/** An import that has read its file and can write nothing until `letGo`. */
async function held(): Promise<{ started: ImportBody; letGo: () => Promise<unknown> }> {
  await admin.query('begin; lock table people in exclusive mode');
  const answer = await mine.admin.upload('dryRun=false', roster()).expect(202);
  const started = answer.body as ImportBody;
  expect(answer.headers['location']).toBe(`/v1/operations/${started.operationId}`);
  expect(answer.headers['link']).toBe(`</v1/roster-imports/${started.id}>; rel="related"`);
  await eventually(async () => {
    const { body } = await mine.admin.get(`/v1/roster-imports/${started.id}`).expect(200);
    expect((body as ImportBody).progress).toMatchObject({ phase: 'writing', total: 6 });
  });
  return { started, letGo: () => admin.query('rollback') };
}

describe('a roster import as an operation', () => {
  it('is taken on at once, with its file sealed until it is done', async () => {
    const { started, letGo } = await held();
    expect(started).toMatchObject({ status: 'queued', dryRun: false, report: null, problem: null });
    const open = [CANARY, Buffer.from(CANARY).toString('hex'), '张伟'];
    const before = await row(started.id);
    expect(before.file).not.toBeNull();
    for (const text of open) expect(before.text).not.toContain(text);
    await letGo();
    const done = await mine.admin.ended(started.id);
    expect(done).toMatchObject({ status: 'succeeded', report: { created: 2 } });
    const after = await row(started.id);
    expect(after.file).toBeNull();
    for (const text of open) expect(after.text).not.toContain(text);
    const { body } = await mine.admin.get(`/v1/operations/${started.operationId}`).expect(200);
    expect(body).toMatchObject({
      kind: 'members.roster_import',
      status: 'succeeded',
      progress: { done: 6, total: 6, phase: 'done' },
      result: `/v1/roster-imports/${started.id}`,
    });
  });

  it('is cancelled as long as it is not applied, and leaves nothing', async () => {
    const { started, letGo } = await held();
    const path = `/v1/operations/${started.operationId}`;
    const cancelled = await mine.admin.post(`${path}/cancel`).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', result: null });
    await letGo();
    // The next one has its turn when this one is gone.
    await mine.admin.imported('dryRun=true', roster());
    expect(await people()).toBe(0);
    expect((await row(started.id)).file).toBeNull();
    expect((await mine.admin.post(`${path}/cancel`).expect(409)).body).toMatchObject({
      code: 'operations.over',
    });
    const applied = await mine.admin.imported('dryRun=false', roster());
    await mine.admin.post(`/v1/operations/${applied.operationId}/cancel`).expect(409);
    expect(await people()).toBe(2);
  });

  it('is applied once, although a second worker took it over while the first was at it', async () => {
    const { started, letGo } = await held();
    const other = await service.database.admin('activities');
    await other.query(
      `update members.roster_imports set leased_until = now() - interval '1 second'`,
    );
    const second = service.app.get(RosterImportWork).work(started.id);
    await eventually(async () => {
      const { rows } = await other.query<{ attempt: number }>(
        'select attempt from members.roster_imports where id = $1',
        [started.id],
      );
      expect(rows[0]?.attempt).toBe(2);
    });
    await letGo();
    await second;
    expect(await mine.admin.ended(started.id)).toMatchObject({ report: { created: 2 } });
    expect(await people()).toBe(2);
  });

  it('is given up when it fails again and again, and says so', async () => {
    await admin.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no luck'; end $$;
       create trigger refuse before insert on people for each row execute function refuse()`,
    );
    try {
      expect(await mine.admin.imported('dryRun=false', roster())).toMatchObject({
        status: 'failed',
        report: null,
        problem: { code: 'operations.given_up', errors: [] },
      });
    } finally {
      await admin.query('drop trigger refuse on people; drop function refuse');
    }
    expect(await people()).toBe(0);
  });

  it('is watched until it ends, by whoever sent it', async () => {
    const { started, letGo } = await held();
    const answer = await fetch(`${service.url}/v1/operations/${started.operationId}/events`, {
      headers: { authorization: `Bearer ${mine.admin.token}` },
    });
    await letGo();
    let done = 0;
    let last: { event: string; status: string } | undefined;
    for await (const { event, data } of serverSentEvents(answer)) {
      const body = data as ImportBody;
      expect(body.progress.done).toBeGreaterThanOrEqual(done);
      done = body.progress.done;
      last = { event, status: body.status };
    }
    expect(last).toEqual({ event: 'end', status: 'succeeded' });
    const roles = [{ role: 'administrator', organizationId: mine.committee }];
    const second = { username: 'second', roles };
    const password = 'password-of-the-test';
    await mine.admin.post('/v1/accounts', { personId: null, password, ...second }).expect(201);
    const stranger = await Caller.logIn(service.url, 'second', password);
    await stranger.get(`/v1/operations/${started.operationId}`).expect(404);
    await stranger.get(`/v1/operations/${started.operationId}/events`).expect(404);
    await stranger.post(`/v1/operations/${started.operationId}/cancel`).expect(404);
    await stranger.get(`/v1/roster-imports/${started.id}`).expect(404);
  });
});
