import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { SamplePerson } from '#libs/testing';
import { NotificationsHarness } from './notifications.harness.js';

interface Message {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  readAt: string | null;
}
interface Page {
  data: Message[];
  nextCursor: string | null;
}

describe('the inbox', () => {
  let notifications: NotificationsHarness;
  let member: SamplePerson;
  let secretary: SamplePerson;
  let sibling: SamplePerson;
  let leader: SamplePerson;
  const runId = randomUUID();

  beforeAll(async () => {
    notifications = await NotificationsHarness.start();
    const { directory } = notifications;
    const committee = directory.organization('committee', null);
    const branch = directory.organization('branch', committee, { name: 'Branch One' });
    const other = directory.organization('branch', committee, { name: 'Branch Two' });
    const group = directory.organization('group', branch, { name: 'Group One' });
    member = directory.member(group);
    leader = directory.member(group, { roles: [{ role: 'group_leader' }] });
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    sibling = directory.member(other, { roles: [{ role: 'branch_secretary' }] });
    await notifications.deliver(
      notifications.published({
        runId,
        level: 'member',
        scores: [
          [member.id, 8750, 'good'],
          [leader.id, null, null],
        ],
      }),
      notifications.published({ runId, level: 'group', scores: [[group.id, 9000, 'excellent']] }),
      notifications.published({ runId, level: 'branch', scores: [[branch.id, 7000, 'fair']] }),
    );
  });
  afterAll(() => notifications.stop());

  const page = async (account: string, query = '', language = 'en'): Promise<Page> =>
    (await notifications.get(account, `/v1/inbox${query}`, { 'accept-language': language }))
      .body as Page;

  it('shows a member the own score and nothing else', async () => {
    const { data, nextCursor } = await page(member.accountId);
    expect(nextCursor).toBeNull();
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      kind: 'score.member',
      title: 'Your assessment for October 2026: 87.50 (good)',
      link: '/v1/me/scores',
      readAt: null,
    });
  });

  it('tells who is not scored so, and a group leader of the group besides', async () => {
    expect(await notifications.titles(leader.accountId)).toEqual([
      'Group One, October 2026: 90.00 (excellent)',
      'Your assessment for October 2026: not scored',
    ]);
  });

  it('tells the secretary of the branch, and its sibling nothing', async () => {
    const { data } = await page(secretary.accountId);
    expect(data.map(({ title }) => title)).toEqual(['Branch One, October 2026: 70.00 (fair)']);
    expect(data[0]?.link).toMatch(new RegExp(`^/v1/runs/${runId}/scores/`));
    expect(await notifications.titles(sibling.accountId)).toEqual([]);
  });

  it('speaks Chinese unless English is preferred', async () => {
    const { data } = await page(member.accountId, '', 'fr, zh-CN;q=0.8, en;q=0.2');
    expect(data[0]?.title).toBe('您2026年10月的考核：87.50分（良好）');
  });

  it('answers 404 for a message to somebody else, and marks nothing', async () => {
    const [message] = (await page(secretary.accountId)).data;
    for (const account of [sibling.accountId, member.accountId]) {
      const answer = await notifications.post(account, `/v1/inbox/${message?.id}/read`);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'notifications.not_found' });
    }
    const admin = await notifications.service.database.admin('notifications');
    const { rowCount } = await admin.query('select from readings where message_id = $1', [
      message?.id,
    ]);
    expect(rowCount).toBe(0);
  });

  it('answers 404 for an unknown message and 400 for what is no id', async () => {
    const unknown = await notifications.post(member.accountId, `/v1/inbox/${randomUUID()}/read`);
    expect(unknown.status).toBe(404);
    const wrong = await notifications.post(member.accountId, '/v1/inbox/undefined/read');
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '{id}' }] });
  });

  it('needs a token', async () => {
    for (const path of ['/v1/inbox', '/v1/inbox/summary'])
      expect((await request(notifications.service.url).get(path)).status).toBe(401);
  });

  it('counts down as messages are read, and keeps the first time', async () => {
    const summary = async (): Promise<unknown> =>
      (await notifications.get(leader.accountId, '/v1/inbox/summary')).body;
    expect(await summary()).toEqual({ unread: 2 });
    const [message] = (await page(leader.accountId)).data;
    const first = await notifications.post(leader.accountId, `/v1/inbox/${message?.id}/read`);
    expect(first.status).toBe(200);
    const { readAt } = first.body as Message;
    expect(readAt).not.toBeNull();
    const again = await notifications.post(leader.accountId, `/v1/inbox/${message?.id}/read`);
    expect((again.body as Message).readAt).toBe(readAt);
    expect(await summary()).toEqual({ unread: 1 });
    const unread = await page(leader.accountId, '?unread=true');
    expect(unread.data.map(({ kind }) => kind)).toEqual(['score.member']);
  });

  it("leaves an office's message unread for the other holders", async () => {
    const { directory } = notifications;
    const branch = directory.organization('branch', directory.organization('committee', null));
    const [one, two] = [1, 2].map(() =>
      directory.member(branch, { roles: [{ role: 'branch_secretary' }] }),
    ) as [SamplePerson, SamplePerson];
    await notifications.deliver(
      notifications.published({ runId, level: 'branch', scores: [[branch.id, 6000, 'fair']] }),
    );
    const [message] = (await page(one.accountId)).data;
    await notifications.post(one.accountId, `/v1/inbox/${message?.id}/read`);
    expect((await notifications.get(one.accountId, '/v1/inbox/summary')).body).toEqual({
      unread: 0,
    });
    expect((await notifications.get(two.accountId, '/v1/inbox/summary')).body).toEqual({
      unread: 1,
    });
  });

  it("serves an account that is no person's", async () => {
    const root = notifications.directory.organization('committee', null);
    const account = notifications.directory.account(null, [
      { role: 'administrator', organization: root },
    ]);
    expect(await page(account)).toEqual({ data: [], nextCursor: null });
  });

  it('pages by keyset, newest first, each message once', async () => {
    const reader = notifications.directory.member(
      notifications.directory.organization('committee', null),
    );
    for (const month of ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'])
      await notifications.deliver(
        notifications.published({
          runId: randomUUID(),
          month,
          level: 'member',
          scores: [[reader.id, 8000, 'good']],
        }),
      );
    const titles: string[] = [];
    let query = '?limit=2';
    for (let pages = 1; ; pages++) {
      const answer = await notifications.get(reader.accountId, `/v1/inbox${query}`);
      const { data, nextCursor } = answer.body as Page;
      titles.push(...data.map(({ title }) => title));
      if (nextCursor === null) {
        expect(pages).toBe(3);
        break;
      }
      expect(answer.headers['link']).toContain('rel="next"');
      query = `?limit=2&cursor=${encodeURIComponent(nextCursor)}`;
    }
    expect(titles.map((title) => /for (\w+)/.exec(title)?.[1])).toEqual([
      'May',
      'April',
      'March',
      'February',
      'January',
    ]);
  });

  it('refuses a cursor of another reader, another filter, or none of ours', async () => {
    const reader = notifications.directory.member(
      notifications.directory.organization('committee', null),
    );
    for (let count = 0; count < 2; count++)
      await notifications.deliver(
        notifications.published({
          runId: randomUUID(),
          level: 'member',
          scores: [[reader.id, 8000, 'good']],
        }),
      );
    const { nextCursor } = await page(reader.accountId, '?limit=1');
    const cursor = encodeURIComponent(nextCursor ?? '');
    const refusals = [
      await notifications.get(member.accountId, `/v1/inbox?cursor=${cursor}`),
      await notifications.get(reader.accountId, `/v1/inbox?unread=true&cursor=${cursor}`),
      await notifications.get(reader.accountId, '/v1/inbox?cursor=AAAA'),
    ];
    for (const refusal of refusals) {
      expect(refusal.status).toBe(400);
      expect(refusal.body).toMatchObject({ code: 'request.cursor_invalid' });
    }
  });

  it.each(['?unread=maybe', '?limit=0', '?limit=201', '?offset=5'])('refuses %s', async (query) => {
    const answer = await notifications.get(member.accountId, `/v1/inbox${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid' });
  });
});
