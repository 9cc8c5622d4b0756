import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { KeptAnswers } from '#libs/http';
import type { SamplePerson } from '#libs/testing';
import {
  ActivitiesHarness,
  type Answered,
  attendanceOf,
  NOW,
  type Organization,
} from './activities.harness.js';

const HOUR_MS = 3_600_000;

describe('a request with an idempotency key', () => {
  let activities: ActivitiesHarness;
  let database: Client;
  let branch: Organization;
  let secretary: SamplePerson;
  let deputy: SamplePerson;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    database = await activities.service.database.admin('activities');
    const { directory } = activities;
    branch = directory.organization('branch', directory.organization('committee', null));
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    deputy = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    await activities.pull();
  });
  afterAll(() => activities.stop());
  beforeEach(() => {
    activities.clock.set(NOW);
  });

  let hours = 0;
  /** A plan that no other has: another start. */
  const plan = (change: Record<string, unknown> = {}): Record<string, unknown> => {
    hours += 1;
    const startsAt = new Date(NOW.getTime() + hours * HOUR_MS).toISOString();
    return activities.plan(branch, { startsAt, ...change });
  };
  const post = (body: object, key: string, by = secretary): Promise<Answered> =>
    activities.post(by.accountId, '/v1/activities', body, key);
  const count = async (where: string, ...values: unknown[]): Promise<number> => {
    const { rows } = await database.query<{ n: string }>(
      `select count(*) as n from ${where}`,
      values,
    );
    return Number(rows[0]?.n);
  };

  it('has one effect, and one answer, of fifty at once', async () => {
    const body = plan({ title: 'fifty at once' });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(body, key)));
    const done = answers.filter(({ status }) => status === 201);
    const waiting = answers.filter(({ status }) => status !== 201);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { status, body: problem, headers } of waiting) {
      expect([status, problem.code]).toEqual([409, 'idempotency.in_flight']);
      expect(headers['retry-after']).toBe('1');
    }
    expect(
      done.filter(({ headers }) => headers['idempotency-replayed'] === undefined),
    ).toHaveLength(1);
    expect(await count(`activities where title = 'fifty at once'`)).toBe(1);
    expect(await count('idempotency_keys where key = $1', key)).toBe(1);
  });

  it('is answered again to the byte, whatever has become of what it made', async () => {
    const body = plan();
    const key = 'a-key!"#~';
    const first = await post(body, key);
    await activities.post(secretary.accountId, `/v1/activities/${first.body.id}/cancel`, {
      reason: 'x',
    });
    const again = await post(body, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    for (const name of ['location', 'etag', 'content-type'])
      expect([name, again.headers[name]]).toEqual([name, first.headers[name]]);
    expect(first.headers['location']).toBe(`/v1/activities/${first.body.id}`);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('commands too: what is no longer possible is still answered', async () => {
    const id = await activities.planned(secretary.accountId, branch);
    await activities.bring(
      id,
      'held',
      { recorder: secretary.accountId },
      attendanceOf([secretary, deputy]),
    );
    const submit = `/v1/activities/${id}/submit`;
    const key = randomUUID();
    const first = await activities.post(secretary.accountId, submit, undefined, key);
    const again = await activities.post(secretary.accountId, submit, undefined, key);
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    const anew = await activities.post(secretary.accountId, submit);
    expect([anew.status, anew.body.code]).toEqual([409, 'activities.not_in_state']);
  });

  it('is refused with another body or address', async () => {
    const key = randomUUID();
    const body = plan();
    const { body: made } = await post(body, key);
    for (const answer of [
      await post({ ...body, title: 'another' }, key),
      await activities.post(secretary.accountId, `/v1/activities/${made.id}/cancel`, body, key),
      await activities.post(secretary.accountId, '/v1/activities?x=1', body, key),
    ])
      expect([answer.status, answer.body.code]).toEqual([422, 'idempotency.key_reused']);
  });

  it('of another caller is another’s', async () => {
    const key = randomUUID();
    const [one, other] = await Promise.all([post(plan(), key), post(plan(), key, deputy)]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(other.body.id);
  });

  it('that failed has kept nothing: the key is free', async () => {
    const key = randomUUID();
    const body = plan();
    const wrong = { ...body, types: ['group_meeting'] };
    expect((await post(wrong, key)).status).toBe(422);
    expect((await post({ ...body, id: randomUUID() }, key)).status).toBe(400);
    expect(await count('idempotency_keys where key = $1', key)).toBe(0);
    expect((await post(body, key)).status).toBe(201);
  });

  it('is remembered for a day', async () => {
    const key = randomUUID();
    const body = plan();
    const first = await post(body, key);
    activities.clock.set(new Date(NOW.getTime() + 24 * HOUR_MS - 1));
    expect((await post(body, key)).text).toBe(first.text);
    activities.clock.set(new Date(NOW.getTime() + 24 * HOUR_MS));
    const late = await post(body, key);
    expect([late.status, late.body.code]).toEqual([409, 'activities.already_recorded']);
    // The key begins anew, though the old row is still there.
    const other = await post({ ...body, types: ['member_day'] }, key);
    expect(other.status).toBe(201);
    activities.clock.set(new Date(NOW.getTime() + 48 * HOUR_MS));
    await activities.service.app.get(KeptAnswers).purge();
    expect(await count('idempotency_keys')).toBe(0);
  });

  it('lies sealed', async () => {
    const key = randomUUID();
    const planted = plan({ title: '栽种的标题' });
    const { body } = await post(planted, key);
    const { rows } = await database.query<{ answer: Buffer; row: string }>(
      'select answer, kept::text as row from idempotency_keys kept where key = $1',
      [key],
    );
    const [row] = rows;
    expect(row?.answer.length).toBeGreaterThan(100);
    for (const word of ['栽种的标题', body.id]) {
      expect(row?.answer.includes(word)).toBe(false);
      expect(row?.row).not.toContain(word);
      expect(row?.row).not.toContain(Buffer.from(word).toString('hex'));
    }
    // Copied to another key it opens for nobody; that it was done is still known.
    const moved = randomUUID();
    await database.query('update idempotency_keys set key = $2 where key = $1', [key, moved]);
    const again = await post(planted, moved);
    expect([again.status, again.body.code]).toEqual([409, 'idempotency.answer_not_kept']);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('is refused with the key %j', async (key) => {
    const before = await count('activities');
    const answer = await fetch(`${activities.service.url}/v1/activities`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await activities.token(secretary.accountId)}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(plan()),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: 'Idempotency-Key' }] });
    expect(await count('activities')).toBe(before);
  });
});
