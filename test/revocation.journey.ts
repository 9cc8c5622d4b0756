import type { Api } from '../tools/api/api.js';
import { Session } from '#libs/sdk';
import { eventually } from '#libs/testing';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { accountPassword, buildWorld, type World } from './setup/world.js';

/** What is taken away must be gone everywhere within this, on tokens that are out. */
const LIMIT_MS = 10_000;

interface Account {
  readonly id: string;
  readonly username: string;
}

interface Office {
  readonly id: string;
  readonly personId: string;
}

/** One address of each service that a branch's secretary may ask. */
const everywhere = ['/v1/me', '/v1/activities', '/v1/runs', '/v1/inbox'];

describe('a token that is out, through the gateway', () => {
  let suite: TestSuite;
  let world: World;
  beforeAll(async () => {
    suite = await startTestSuite();
    world = await buildWorld(suite);
  });
  afterAll(() => suite.stop());

  /** With the same token each time: a session would be renewed. */
  const statuses = (api: Pick<Api, 'accessToken'>): Promise<number[]> =>
    Promise.all(
      everywhere.map(async (path) => {
        const headers = { authorization: `Bearer ${api.accessToken}` };
        const answer = await fetch(`${suite.url}${path}`, { headers });
        await answer.arrayBuffer();
        return answer.status;
      }),
    );

  it('is worth nothing in any service within seconds after log-out, and another session goes on', async () => {
    const { own } = world;
    const credentials = { username: 'secretary-A', password: accountPassword };
    const options = { baseUrl: suite.url };
    const [ended, kept] = [
      await Session.logIn(options, credentials),
      await Session.logIn(options, credentials),
    ];
    const token = ended.accessToken;
    expect(await statuses({ accessToken: token })).toEqual([200, 200, 200, 200]);
    await ended.logOut();
    await eventually(async () => {
      expect(await statuses({ accessToken: token })).toEqual([401, 401, 401, 401]);
    }, LIMIT_MS);
    expect(await statuses(kept)).toEqual([200, 200, 200, 200]);
    expect(await statuses(own.secretary)).toEqual([200, 200, 200, 200]);
  });

  it('is worth nothing in any service within ten seconds after the account is disabled', async () => {
    const { admin, own } = world;
    expect(await statuses(own.secretary)).toEqual([200, 200, 200, 200]);
    const accounts = await admin.all<Account>('/v1/accounts');
    const account = accounts.find(({ username }) => username === 'secretary-A');
    await admin.post(`/v1/accounts/${account?.id ?? ''}/disable`);
    await eventually(async () => {
      expect(await statuses(own.secretary)).toEqual([401, 401, 401, 401]);
    }, LIMIT_MS);
  });

  it('no longer opens what a role permitted within ten seconds after it is taken away', async () => {
    const { admin, sibling } = world;
    expect(await statuses(sibling.secretary)).toEqual([200, 200, 200, 200]);
    const offices = await admin.all<Office>(`/v1/organizations/${sibling.id}/offices`);
    const office = offices.find(({ personId }) => personId === sibling.people[0]?.id);
    await admin.post(`/v1/offices/${office?.id ?? ''}/end`, { endsOn: '2026-01-01' });
    await eventually(async () => {
      // A plain member still has the own page and inbox.
      expect(await statuses(sibling.secretary)).toEqual([200, 403, 403, 200]);
    }, LIMIT_MS);
  });
});
