import { randomUUID } from 'node:crypto';
import { type SamplePerson, statementsOf } from '#libs/testing';
import {
  ActivitiesHarness,
  type Answered,
  attendanceOf,
  NOW,
  type Organization,
} from './activities.harness.js';

describe('a plan that is revised', () => {
  let activities: ActivitiesHarness;
  let branch: Organization;
  let secretary: SamplePerson;
  let days = 0;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    const { directory } = activities;
    branch = directory.organization('branch', directory.organization('committee', null));
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    await activities.pull();
  });
  afterAll(() => activities.stop());

  const start = (): string => {
    days += 1;
    return new Date(NOW.getTime() - days * 3_600_000).toISOString();
  };
  const planned = (change: object = {}): Promise<string> =>
    activities.planned(secretary.accountId, branch, {
      startsAt: start(),
      agenda: '议程',
      ...change,
    });
  const read = (id: string): Promise<Answered> =>
    activities.get(secretary.accountId, `/v1/activities/${id}`);
  const revise = (id: string, body: object, tag: string | undefined): Promise<Answered> =>
    activities.patch(
      secretary.accountId,
      `/v1/activities/${id}`,
      body,
      tag === undefined ? {} : { 'if-match': tag },
    );

  it('keeps what is left out, and loses what is null', async () => {
    const id = await planned();
    const { headers, body } = await read(id);
    const startsAt = '2026-11-19T17:30:00.000Z';
    const change = { title: ' 新题目 ', place: null, startsAt, types: ['theme_day', 'lecture'] };
    const answer = await revise(id, change, headers['etag']);
    expect(answer.status).toBe(200);
    const expected = { ...change, title: '新题目', heldOn: '2026-11-20', version: 2 };
    expect(answer.body).toEqual({ ...body, ...expected });
    const now = await read(id);
    expect([now.body, now.headers['etag']]).toEqual([answer.body, answer.headers['etag']]);
    expect(now.headers['etag']).not.toBe(headers['etag']);
  });

  it('is revised by one of two who have read it', async () => {
    const id = await planned();
    const { headers } = await read(id);
    const answers = await Promise.all(
      ['甲', '乙'].map((title) => revise(id, { title }, headers['etag'])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const done = answers.find(({ status }) => status === 200);
    expect((await read(id)).body['title']).toBe(done?.body['title']);
  });

  it('was read before, and is a plan still', async () => {
    const id = await planned();
    const { headers } = await read(id);
    expect((await revise(id, { title: 'x' }, undefined)).status).toBe(428);
    await activities.bring(
      id,
      'held',
      { recorder: secretary.accountId },
      attendanceOf([secretary]),
    );
    expect((await revise(id, { title: 'x' }, headers['etag'])).status).toBe(412);
    const held = await read(id);
    const answer = await revise(id, { title: 'x' }, held.headers['etag']);
    expect([answer.status, answer.body.code]).toEqual([409, 'activities.not_in_state']);
  });

  it('keeps to the rules of planning', async () => {
    const startsAt = start();
    const other = await planned({ startsAt });
    const id = await planned();
    const { headers, body } = await read(id);
    for (const [change, status, code, pointer] of [
      [{ types: ['group_meeting'] }, 422, 'activities.type_not_for_organization', '/types/0'],
      [{ startsAt: '1900-01-01T00:00:00Z' }, 422, 'activities.starts_at_out_of_range', '/startsAt'],
      [{ startsAt }, 409, 'activities.already_recorded', undefined],
      [{ title: null }, 400, 'request.invalid', '/title'],
      [{ types: null }, 400, 'request.invalid', '/types'],
      [{ startsAt: null }, 400, 'request.invalid', '/startsAt'],
      [{ id: randomUUID() }, 400, 'request.invalid', '/id'],
      [{ version: 7 }, 400, 'request.invalid', '/version'],
      [{ status: 'filed' }, 400, 'request.invalid', '/status'],
      [{ organizationId: branch.id }, 400, 'request.invalid', '/organizationId'],
    ] as const) {
      const answer = await revise(id, change, headers['etag']);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(
        (answer.body.errors as unknown as { pointer: string }[] | undefined)?.[0]?.pointer,
      ).toBe(pointer);
      if (code === 'activities.already_recorded')
        expect(answer.body['existing']).toBe(`/v1/activities/${other}`);
    }
    expect((await read(id)).body).toEqual(body);
  });

  it('meets another that is planned at the same moment: one of them is there', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await planned();
      const { headers } = await read(id);
      const startsAt = start();
      const [revised, made] = await Promise.all([
        revise(id, { startsAt }, headers['etag']),
        activities.post(
          secretary.accountId,
          '/v1/activities',
          activities.plan(branch, { startsAt }),
        ),
      ]);
      expect([revised.status, made.status].sort((a, b) => a - b)).toEqual(
        revised.status === 200 ? [200, 409] : [201, 409],
      );
    }
  });

  it('shows itself anew when something else in it changes', async () => {
    const id = await planned();
    const { headers } = await read(id);
    activities.members.put({ ...branch, name: '改名后的支部' });
    await activities.pull();
    const path = `/v1/activities/${id}`;
    const known = { 'if-none-match': headers['etag'] ?? '' };
    const answer = await activities.get(secretary.accountId, path, known);
    expect([answer.status, answer.body['organizationName']]).toEqual([200, '改名后的支部']);
    // The version is the same: whoever read before may write.
    expect((await revise(id, { title: 'x' }, headers['etag'])).status).toBe(200);
  });

  describe('many at once', () => {
    const batch = (mode: string, items: readonly object[], key?: string): Promise<Answered> =>
      activities.post(secretary.accountId, '/v1/activities/batch', { mode, items }, key);
    const plan = (change: object = {}): object =>
      activities.plan(branch, { startsAt: start(), ...change });

    it('are planned, and what is wrong with the others is said', async () => {
      const startsAt = start();
      const items = [
        plan({ startsAt }),
        plan({ title: ' ' }),
        plan({ startsAt }),
        plan({ organizationId: randomUUID() }),
        plan({ types: ['group_meeting'] }),
        plan({ organizationId: branch.id.toUpperCase() }),
      ];
      const { status, body } = await batch('partial', items);
      expect([status, body['made'], body['refused']]).toEqual([200, 2, 4]);
      const results = body['results'] as {
        status: number;
        id?: string;
        problem?: { code: string; existing?: string; errors?: { pointer: string }[] };
      }[];
      expect(
        results.map((one) => [one.status, one.problem?.code, one.problem?.errors?.[0]?.pointer]),
      ).toEqual([
        [201, undefined, undefined],
        [400, 'request.invalid', '/items/1/title'],
        [409, 'activities.already_recorded', undefined],
        [404, 'activities.organization_not_found', '/items/3/organizationId'],
        [422, 'activities.type_not_for_organization', '/items/4/types/0'],
        [201, undefined, undefined],
      ]);
      expect(results[2]?.problem?.existing).toBe(`/v1/activities/${results[0]?.id}`);
      expect((await read(results[5]?.id ?? '')).status).toBe(200);
    });

    it('are planned all or none', async () => {
      const good = plan({ title: '全有或全无' });
      const refused = await batch('atomic', [good, plan({ types: [] })]);
      expect([refused.status, refused.body.code]).toEqual([422, 'batch.refused']);
      expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual([
        '/items/1',
        '/items/1/types',
      ]);
      const key = randomUUID();
      const made = await batch('atomic', [good], key);
      expect([made.status, made.body['made']]).toEqual([200, 1]);
      expect((await batch('atomic', [good], key)).text).toBe(made.text);
    });

    it('need as many statements for three as for three hundred', async () => {
      const counts: number[] = [];
      for (const size of [3, 300]) {
        const items = Array.from({ length: size }, () => plan());
        const sent = await statementsOf(/\bactivities\b|directory_organizations/, async () => {
          expect((await batch('atomic', items)).status).toBe(200);
        });
        counts.push(sent.length);
      }
      expect(counts[1]).toBe(counts[0]);
    });
  });
});
