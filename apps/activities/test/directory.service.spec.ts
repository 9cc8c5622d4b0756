import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { EventSet } from '#libs/contracts';
import { DirectoryProjector } from '#libs/directory';
import { Inbox, Queues } from '#libs/messaging';
import { eventually, type SamplePerson } from '#libs/testing';
import { WhenDirectoryChangedRefreshDirectory } from '../src/subscribers/when-directory-changed-refresh-directory.subscriber.js';
import { ActivitiesHarness, type Organization } from './activities.harness.js';

const bell = (): EventSet<'members.directory.changed'> => ({
  id: randomUUID(),
  type: 'members.directory.changed',
  occurredAt: '2026-11-22T02:00:00Z',
  traceId: null,
  payload: { v: 1 },
});

describe('the copy of the directory', () => {
  let activities: ActivitiesHarness;
  let database: Client;
  let branch: Organization;
  let secretary: SamplePerson;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    database = await activities.service.database.admin('activities');
    const { directory } = activities;
    const committee = directory.organization('committee', null);
    branch = directory.organization('branch', committee);
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    for (let index = 0; index < 20; index += 1) directory.member(branch);
    directory.exemption(secretary, { startsOn: '2026-11-01', endsOn: '2026-11-20' });
    await activities.pull();
  });
  afterAll(() => activities.stop());

  const copy = async (): Promise<Record<string, unknown[]>> => {
    const tables = [
      'organizations',
      'people',
      'memberships',
      'exemptions',
      'accounts',
      'grants',
      'ended_sessions',
      'state',
    ];
    const contents: Record<string, unknown[]> = {};
    for (const table of tables) {
      const { rows } = await database.query<{ row: unknown }>(
        `select to_jsonb(entry) as row from directory_${table} entry order by to_jsonb(entry)::text`,
      );
      contents[table] = rows.map(({ row }) => row);
    }
    return contents;
  };

  it('rebuilt from nothing equals the one it replaces', async () => {
    activities.members.put({ ...branch, name: 'renamed since' });
    activities.members.endSession(secretary.accountId, randomUUID());
    await activities.pull();
    const before = await copy();
    expect(before['memberships']).toHaveLength(21);
    expect(before['exemptions']).toHaveLength(1);
    expect(before['ended_sessions']).toHaveLength(1);
    await database.query(
      `delete from directory_people; delete from directory_exemptions; delete from directory_ended_sessions; update directory_organizations set name = 'spoilt'`,
    );
    expect(await copy()).not.toEqual(before);
    await activities.service.app.get(DirectoryProjector).rebuild();
    expect(await copy()).toEqual(before);
  });

  it('goes on while members is of before there were exemptions in it, and then passes none by', async () => {
    const { directory, members } = activities;
    members.tellsExemptions = false;
    const exempt = directory.exemption(directory.member(branch, { name: 'told late' }));
    await activities.pull();
    const before = await copy();
    expect(before['people']).toContainEqual(expect.objectContaining({ name: 'told late' }));
    members.tellsExemptions = true;
    await activities.pull();
    const after = await copy();
    expect(after['exemptions']).toContainEqual(expect.objectContaining({ id: exempt }));
    expect(before['exemptions']).not.toContainEqual(expect.objectContaining({ id: exempt }));
  });

  it('has which sessions have ended, whose tokens are dead, for as long as a token lives', async () => {
    const { directory, members } = activities;
    const [own, other] = [directory.member(branch), directory.member(branch)];
    const status = async ({ accountId }: SamplePerson): Promise<number> =>
      (await activities.get(accountId, '/v1/activities')).status;
    const ended = async (): Promise<unknown[]> => {
      await activities.pull();
      const { rows } = await database.query<{ id: string }>(
        'select id from directory_ended_sessions where account_id = any($1)',
        [[own.accountId, other.accountId]],
      );
      return rows.map(({ id }) => id);
    };
    const [session, long] = [randomUUID(), randomUUID()];
    members.endSession(own.accountId, session);
    members.endSession(own.accountId, long, new Date(Date.now() - 3_600_000));
    expect(await ended()).toEqual([session]);
    expect([await status(own), await status(other)]).toEqual([403, 403]);

    members.endSession(own.accountId);
    expect(await ended()).toHaveLength(2);
    expect(await activities.get(own.accountId, '/v1/activities')).toMatchObject({
      status: 401,
      body: { code: 'auth.token_invalid' },
    });
    expect(await status(other)).toBe(403);

    await database.query(
      `update directory_ended_sessions set ended_at = ended_at - interval '20 minutes' where id = $1`,
      [session],
    );
    members.endSession(other.accountId);
    expect((await ended()).sort()).toEqual([own.accountId, other.accountId].sort());
    expect(await status(other)).toBe(401);
  });

  it('knows of ended sessions as soon as members tells of them', async () => {
    const { directory, members } = activities;
    const { accountId } = directory.member(branch);
    members.tellsEndedSessions = false;
    members.endSession(accountId);
    await activities.pull();
    expect((await activities.get(accountId, '/v1/activities')).status).toBe(403);
    members.tellsEndedSessions = true;
    await activities.pull();
    expect((await activities.get(accountId, '/v1/activities')).status).toBe(401);
  });

  it('is pulled once for all bells of a delivery, and never again for those heard before', async () => {
    const inbox = activities.service.app.get(Inbox);
    let pulls = 0;
    const counted = { wake: () => (pulls += 1) } as unknown as DirectoryProjector;
    const subscriber = new WhenDirectoryChangedRefreshDirectory(counted);
    const [first, second, third] = [bell(), bell(), bell()];
    const deliveries = [[second], [first, second, first, third], [third, first], [second]];
    const news: number[] = [];
    for (const events of deliveries) news.push(await inbox.deliver(subscriber, events));
    expect(news).toEqual([1, 2, 0, 0]);
    expect(pulls).toBe(2);
  });

  it('is the same however often and in whatever order the bell is heard', async () => {
    const inbox = activities.service.app.get(Inbox);
    const subscriber = activities.service.app.get(WhenDirectoryChangedRefreshDirectory);
    const [first, second] = [bell(), bell()];
    activities.directory.member(branch);
    activities.members.put({ ...branch, name: 'the last name' });
    await inbox.deliver(subscriber, [second]);
    await inbox.deliver(subscriber, [first, second]);
    await activities.pull();
    const after = await copy();
    expect(after['organizations']).toContainEqual(
      expect.objectContaining({ name: 'the last name' }),
    );
    await inbox.deliver(subscriber, [second, first]);
    await activities.pull();
    expect(await copy()).toEqual(after);
  });

  it('hears the bell on its queue, and whoever is new takes part at once', async () => {
    const newcomer = activities.directory.member(branch);
    const rung = bell();
    await activities.service.app.get(Queues).send('activities.refresh-directory', [rung]);
    await eventually(async () => {
      const { rowCount } = await database.query(
        'select from inbox where subscriber = $1 and event_id = $2',
        ['activities.refresh-directory', rung.id],
      );
      expect(rowCount).toBe(1);
    });
    const id = await activities.planned(secretary.accountId, branch);
    await eventually(async () => {
      const { body } = await activities.get(
        secretary.accountId,
        `/v1/activities/${id}/attendance?limit=200`,
      );
      expect(body.data.map((row) => row['personId'])).toContain(newcomer.id);
    });
  });

  it('is read in pages by name, which together are everybody', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      startsAt: '2026-11-19T09:00:00Z',
    });
    const path = `/v1/activities/${id}/attendance`;
    const everybody = (await activities.get(secretary.accountId, `${path}?limit=200`)).body.data;
    const names = everybody.map((row) => String(row['name']));
    expect(names).toEqual([...names].sort());
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const more = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await activities.get(secretary.accountId, `${path}?limit=4${more}`);
      seen.push(...body.data);
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(everybody);
    expect(seen.length).toBeGreaterThan(20);
  });
});
