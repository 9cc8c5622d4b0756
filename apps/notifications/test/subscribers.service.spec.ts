import { randomUUID } from 'node:crypto';
import { DirectoryProjector } from '#libs/directory';
import { Inbox } from '#libs/messaging';
import { eventually } from '#libs/testing';
import { WhenDirectoryChangedRefreshDirectory } from '../src/subscribers/when-directory-changed-refresh-directory.subscriber.js';
import { NotificationsHarness } from './notifications.harness.js';

describe('when scores are published', () => {
  let notifications: NotificationsHarness;
  beforeAll(async () => {
    notifications = await NotificationsHarness.start();
  });
  afterAll(() => notifications.stop());

  const stored = async (): Promise<unknown[]> => {
    const admin = await notifications.service.database.admin('notifications');
    const { rows } = await admin.query(
      'select template, source_id, subject_id, params from messages order by source_id, subject_id',
    );
    return rows as unknown[];
  };

  it('has one effect for an event that comes twice, in one batch or two, or as another event', async () => {
    const reader = notifications.directory.member(
      notifications.directory.organization('committee', null),
    );
    const event = notifications.published({
      runId: randomUUID(),
      level: 'member',
      scores: [[reader.id, 8000, 'good']],
    });
    expect(await notifications.deliver(event, event)).toBe(1);
    const once = await stored();
    expect(await notifications.deliver(event)).toBe(0);
    expect(await notifications.deliver({ ...event, id: randomUUID() })).toBe(1);
    expect(await stored()).toEqual(once);
    expect(await notifications.titles(reader.accountId)).toHaveLength(1);
  });

  it('ends alike in whatever order events come', async () => {
    const { directory } = notifications;
    const group = directory.organization('group', directory.organization('committee', null));
    const leader = directory.member(group, { roles: [{ role: 'group_leader' }] });
    const tell = (runs: readonly [string, string]) => [
      notifications.published({
        runId: runs[0],
        level: 'member',
        scores: [[leader.id, 7000, 'fair']],
      }),
      notifications.published({
        runId: runs[0],
        level: 'group',
        scores: [[group.id, 7500, 'fair']],
      }),
      notifications.published({
        runId: runs[1],
        level: 'member',
        scores: [[leader.id, 7100, 'fair']],
      }),
    ];
    const forwards: [string, string] = [randomUUID(), randomUUID()];
    for (const event of tell(forwards)) await notifications.deliver(event);
    const first = (await notifications.titles(leader.accountId)).sort();
    const admin = await notifications.service.database.admin('notifications');
    await admin.query('delete from messages where source_id = any($1)', [forwards]);
    expect(await notifications.titles(leader.accountId)).toEqual([]);
    for (const event of tell([randomUUID(), randomUUID()]).reverse())
      await notifications.deliver(event);
    expect((await notifications.titles(leader.accountId)).sort()).toEqual(first);
    expect(first).toHaveLength(3);
  });

  it('keeps what is told of people and branches that the directory does not know yet', async () => {
    const runId = randomUUID();
    const { directory, members } = notifications;
    const committee = directory.organization('committee', null);
    const branchId = randomUUID();
    await notifications.deliver(
      notifications.published({ runId, level: 'branch', scores: [[branchId, 9200, 'excellent']] }),
    );
    members.put({
      kind: 'organization',
      id: branchId,
      parentId: committee.id,
      type: 'branch',
      category: 'office',
      line: 'party',
      code: 'LATE',
      name: 'Late Branch',
      path: `${committee.path}late/`,
      foundedOn: '2026-01-01',
      dissolvedOn: null,
    });
    const secretary = directory.account(null, [
      { role: 'branch_secretary', organization: { ...committee, id: branchId } },
    ]);
    expect(await notifications.titles(secretary)).toEqual([
      'Late Branch, October 2026: 92.00 (excellent)',
    ]);
  });

  it("shows an office's messages to who holds it now, and no longer to who held it", async () => {
    const { directory, members } = notifications;
    const branch = directory.organization('branch', directory.organization('committee', null));
    const secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    await notifications.deliver(
      notifications.published({
        runId: randomUUID(),
        level: 'branch',
        scores: [[branch.id, 9000, 'excellent']],
      }),
    );
    expect(await notifications.titles(secretary.accountId)).toHaveLength(1);
    members.put({
      kind: 'account',
      id: secretary.accountId,
      personId: secretary.id,
      disabled: false,
      tokensValidFrom: '2020-01-01T00:00:00Z',
      grants: [{ role: 'member', organizationId: branch.id, startsOn: '2020-01-01', endsOn: null }],
    });
    await notifications.pull();
    expect(await notifications.titles(secretary.accountId)).toEqual([]);
  });

  it('refuses an event that is not what the contract says, and keeps nothing', async () => {
    const before = await stored();
    const event = notifications.published({ runId: 'not-an-id', level: 'branch', scores: [] });
    await expect(notifications.deliver(event)).rejects.toThrow();
    expect(await stored()).toEqual(before);
  });

  it('keeps no personal data', async () => {
    const { directory } = notifications;
    const person = directory.member(directory.organization('committee', null), {
      name: '张三丰',
    });
    await notifications.deliver(
      notifications.published({
        runId: randomUUID(),
        level: 'member',
        scores: [[person.id, 8000, 'good']],
      }),
    );
    await notifications.titles(person.accountId);
    expect(JSON.stringify(await stored())).not.toContain('张三丰');
  });
});

describe('when the directory changed', () => {
  let notifications: NotificationsHarness;
  beforeAll(async () => {
    notifications = await NotificationsHarness.start();
  });
  afterAll(() => notifications.stop());

  const tables = ['organizations', 'people', 'memberships', 'accounts', 'grants'];
  const copy = async (): Promise<unknown[]> => {
    const admin = await notifications.service.database.admin('notifications');
    const contents: unknown[] = [];
    for (const table of tables) {
      const { rows } = await admin.query(
        `select to_jsonb(entry) as entry from directory_${table} entry order by to_jsonb(entry)::text`,
      );
      contents.push(rows);
    }
    return contents;
  };

  it('pulls, once in effect however often the bell rings', async () => {
    const { app } = notifications.service;
    const branch = notifications.directory.organization('branch', null, { name: 'Heard' });
    const bell = {
      id: randomUUID(),
      type: 'members.directory.changed',
      occurredAt: '2026-11-05T02:00:00.000Z',
      traceId: null,
      payload: { v: 1 },
    };
    const subscriber = app.get(WhenDirectoryChangedRefreshDirectory);
    expect(await app.get(Inbox).deliver(subscriber, [bell, bell])).toBe(1);
    expect(await app.get(Inbox).deliver(subscriber, [bell])).toBe(0);
    await eventually(async () => {
      expect(JSON.stringify(await copy())).toContain(branch.id);
    });
  });

  it('rebuilds the copy from nothing into what it was', async () => {
    const { directory } = notifications;
    const committee = directory.organization('committee', null);
    for (let count = 0; count < 5; count++)
      directory.member(directory.organization('branch', committee), {
        roles: [{ role: 'branch_secretary' }],
      });
    const projector = notifications.service.app.get(DirectoryProjector);
    await projector.pull();
    const before = await copy();
    expect(before[0]).not.toHaveLength(0);
    await projector.rebuild();
    expect(await copy()).toEqual(before);
  });
});
