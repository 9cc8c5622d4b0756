import { expectData } from '#libs/sdk';
import { Api } from '../../tools/api/api.js';
import type { Hidden } from './hidden.js';
import { adminPassword, type TestSuite } from './suite.js';
import { accountPassword, type World } from './world.js';

/** Who tries every operation on the own branch. */
export const viewers = {
  anonymous: 'nobody who says who they are',
  siblingSecretary: 'the secretary of the sibling branch',
  siblingMember: 'a member of the sibling branch',
  unchanged: 'somebody whose password must be changed first',
  otherRoot: 'an administrator of another root',
  auditor: 'an auditor of the own branch',
  integrator: 'a program that may read members of the own branch',
  own: 'the secretary of the own branch',
  parent: 'an officer of the committee above',
  child: 'the leader of a group of the own branch',
  self: 'a member whose own it is',
} as const;
export type Viewer = keyof typeof viewers;

/** Their tokens; the anonymous has none. */
export type Tokens = Readonly<Record<Viewer, string | undefined>>;

/** Holds all permissions where nothing of the world is. The API refuses a second root, so nobody can found it. */
async function otherRoot(suite: TestSuite): Promise<Api> {
  const members = await suite.database.admin('members');
  await members.query(`
    with root as (
      insert into organizations (id, root_id, type, code, name, label, path, founded_on)
      select id, id, 'committee', 'Z', '别处党委', 'zz', 'zz/', '2020-01-01' from uuidv7() id
      returning id
    ), account as (
      insert into accounts (username, password_hash)
      select 'admin-elsewhere', password_hash from accounts where username = 'admin'
      returning id
    )
    insert into grants (account_id, role, organization_id, starts_on)
    select account.id, 'administrator', root.id, '2020-01-01' from account, root`);
  const api = new Api(suite.url);
  await api.logIn('admin-elsewhere', adminPassword);
  return api;
}

/** A program's token, good for `members.read` of what the role of an auditor permits. */
async function program({ admin, own }: World, url: string): Promise<string> {
  const client = expectData(
    await admin.client.POST('/v1/clients', {
      body: {
        name: 'reader-of-members',
        expiresInDays: 90,
        scopes: ['members.read'],
        roles: [{ role: 'auditor', organizationId: own.id }],
      },
    }),
  );
  const answer = await fetch(`${url}/v1/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret ?? '',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

export async function logInViewers(
  suite: TestSuite,
  world: World,
  hidden: Hidden,
): Promise<Tokens> {
  const { admin, officer, own, sibling } = world;
  const account = async (
    username: string,
    body: { personId: string | null; roles?: { role: 'auditor'; organizationId: string }[] },
  ): Promise<Api> => {
    expectData(
      await admin.client.POST('/v1/accounts', {
        body: { username, password: accountPassword, ...body },
      }),
    );
    const api = new Api(suite.url);
    await api.logIn(username, accountPassword);
    return api;
  };
  const leader = own.people[3]?.id ?? '';
  expectData(
    await admin.client.POST('/v1/organizations/{id}/offices', {
      params: { path: { id: own.groupId } },
      body: { personId: leader, title: 'group_leader', startsOn: '2020-01-01' },
    }),
  );
  const auditor = await account('auditor-of-own', {
    personId: null,
    roles: [{ role: 'auditor', organizationId: own.id }],
  });
  const child = await account('leader-of-own', { personId: leader });
  const unchanged = new Api(suite.url);
  await unchanged.logIn('third-of-own', hidden.initialPassword);
  return {
    anonymous: undefined,
    siblingSecretary: sibling.secretary.accessToken,
    siblingMember: sibling.member.accessToken,
    unchanged: unchanged.accessToken,
    otherRoot: (await otherRoot(suite)).accessToken,
    auditor: auditor.accessToken,
    integrator: await program(world, suite.url),
    own: own.secretary.accessToken,
    parent: officer.accessToken,
    child: child.accessToken,
    self: own.member.accessToken,
  };
}

/** Words by which somebody or something is known, by whose they are. */
export interface Known {
  /** Of the own branch. */
  readonly own: string[];
  /** That, and what else an answer about the own branch is known by: what it stands below. */
  readonly shown: string[];
  readonly sibling: string[];
  /** Of the own branch, less what is of the group and its people. */
  readonly aboveTheGroup: string[];
  /** Of the member of the own branch, and of all other people there. */
  readonly self: string[];
  readonly others: string[];
}

export function knownWords(world: World, hidden: Hidden): Known {
  const words = (people: World['own']['people']): string[] =>
    people.flatMap(({ id, name }) => [id, name]);
  const { runId: _shared, schemeId: _alsoShared, ...ids } = hidden;
  const texts = ['own branch meeting', 'own minutes'];
  const ofPeople = ['own reason', 'own decision'];
  const { personId: _inTheGroup, groupId: _theGroup, organizationId: _above, ...branchs } = ids;
  // The fourth person of the sibling branch is the officer, who acts in the own one too.
  const [, itself] = world.own.people;
  const known = [...Object.values(ids), ...words(world.own.people), ...texts, ...ofPeople];
  return {
    own: known,
    shown: [...known, world.committeeId],
    sibling: [
      world.sibling.id,
      world.sibling.groupId,
      ...words(world.sibling.people.slice(0, 3)),
      'B 党支部',
      'B 一组',
    ],
    // Of whom is in the group the leader sees the code, what was decided and the transfer; and what is above the group by its name and id.
    aboveTheGroup: [
      ...Object.entries(branchs).flatMap(([key, value]) =>
        ['code', 'changeId', 'transferId'].includes(key) ? [] : value,
      ),
      ...texts,
    ],
    self: words(itself ? [itself] : []),
    others: words(world.own.people.filter((person) => person !== itself)),
  };
}
