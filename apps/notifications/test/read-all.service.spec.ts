import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { SamplePerson, ServiceAnswer } from '#libs/testing';
import { NotificationsHarness } from './notifications.harness.js';

interface Message {
  id: string;
  readAt: string | null;
}
interface Office {
  reader: SamplePerson;
  holder: SamplePerson;
}

describe('marking all as read', () => {
  let notifications: NotificationsHarness;
  beforeAll(async () => {
    notifications = await NotificationsHarness.start();
  });
  afterAll(() => notifications.stop());

  /** A secretary who is told of the branch and of the own score, and one who holds the same office. */
  const told = async (): Promise<Office> => {
    const { directory } = notifications;
    const branch = directory.organization('branch', directory.organization('committee', null));
    const [reader, holder] = [1, 2].map(() =>
      directory.member(branch, { roles: [{ role: 'branch_secretary' }] }),
    ) as [SamplePerson, SamplePerson];
    const scores = (id: string): [string, number, 'good'][] => [[id, 8000, 'good']];
    await notifications.deliver(
      notifications.published({ runId: randomUUID(), level: 'branch', scores: scores(branch.id) }),
      notifications.published({ runId: randomUUID(), level: 'member', scores: scores(reader.id) }),
      notifications.published({
        runId: randomUUID(),
        level: 'member',
        scores: scores(reader.id),
      }),
    );
    return { reader, holder };
  };
  const readAll = (account: string): Promise<ServiceAnswer> =>
    notifications.post(account, '/v1/inbox/read-all');
  const messages = async (account: string): Promise<Message[]> =>
    ((await notifications.get(account, '/v1/inbox')).body as { data: Message[] }).data;
  const unread = async (account: string): Promise<unknown> =>
    (await notifications.get(account, '/v1/inbox/summary')).body;

  it('marks own messages and those of the office, keeps the first time, and nothing twice', async () => {
    const { accountId } = (await told()).reader;
    const [message] = await messages(accountId);
    const first = await notifications.post(accountId, `/v1/inbox/${message?.id}/read`);
    const answer = await readAll(accountId);
    expect([answer.status, answer.body]).toEqual([200, { marked: 2 }]);
    expect(await unread(accountId)).toEqual({ unread: 0 });
    const marked = await messages(accountId);
    expect(marked.map(({ readAt }) => readAt)).not.toContain(null);
    expect(marked[0]?.readAt).toBe((first.body as Message).readAt);
    expect((await readAll(accountId)).body).toEqual({ marked: 0 });
    expect(await messages(accountId)).toEqual(marked);
  });

  it('marks nothing for anybody else, the other holders of the office included', async () => {
    const { reader, holder } = await told();
    const stranger = (await told()).reader;
    await readAll(reader.accountId);
    expect(await unread(holder.accountId)).toEqual({ unread: 1 });
    expect(await unread(stranger.accountId)).toEqual({ unread: 3 });
  });

  it('counts each message once when asked several times at once', async () => {
    const { accountId } = (await told()).reader;
    const answers = await Promise.all([1, 2, 3].map(() => readAll(accountId)));
    const marked = answers.map(({ body }) => (body as { marked: number }).marked);
    expect(marked.sort()).toEqual([0, 0, 3]);
  });

  it('marks what comes afterwards only when asked again', async () => {
    const { accountId, id } = (await told()).reader;
    await readAll(accountId);
    await notifications.deliver(
      notifications.published({
        runId: randomUUID(),
        level: 'member',
        scores: [[id, 9000, 'excellent']],
      }),
    );
    expect(await unread(accountId)).toEqual({ unread: 1 });
    expect((await readAll(accountId)).body).toEqual({ marked: 1 });
  });

  it("answers 0 to an empty inbox, and to an account that is no person's", async () => {
    const root = notifications.directory.organization('committee', null);
    const roles = [{ role: 'administrator', organization: root }] as const;
    for (const account of [
      notifications.directory.member(root).accountId,
      notifications.directory.account(null, roles),
    ])
      expect((await readAll(account)).body).toEqual({ marked: 0 });
  });

  it('needs a token', async () => {
    const answer = await request(notifications.service.url).post('/v1/inbox/read-all');
    expect(answer.status).toBe(401);
  });
});
