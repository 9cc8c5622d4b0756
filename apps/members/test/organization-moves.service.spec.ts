import fc from 'fast-check';
import type { TestService } from '#libs/testing';
import { query } from '#libs/database';
import { DataSource } from 'typeorm';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';

interface OrganizationBody {
  readonly id: string;
  readonly parentId: string | null;
  readonly category: string | null;
  readonly version: number;
}

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let general: string;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  general = await admin.founded('general_branch', 'ZZ-1', mine.committee);
});
afterAll(() => service.stop());

async function tagOf(id: string): Promise<string> {
  return (await admin.get(`/v1/organizations/${id}`).expect(200)).headers['etag'] ?? '';
}

async function move(id: string, parentId: string, movedOn = '2020-07-01') {
  return admin.postTo(
    `/v1/organizations/${id}/move`,
    { parentId, movedOn, decision: '五党发〔2020〕7号' },
    await tagOf(id),
  );
}

describe('a move', () => {
  it('takes along what is below, keeps where it was, and is seen at once by whom it concerns', async () => {
    const people = await enrol(admin, [{ number: 'M1', name: '张伟', code: 'XZ-1' }]);
    const answer = await move(mine.branches[0], general);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ parentId: general, version: 2 });
    expect(answer.headers['etag']).toBe(await tagOf(mine.branches[0]));
    const below = await admin.all<OrganizationBody>(`/v1/organizations?parentId=${general}`);
    expect(below.map(({ id }) => id)).toEqual([mine.branches[0]]);
    const members = await admin.all<{ personId: string }>(`/v1/members?organizationId=${general}`);
    expect(members.map(({ personId }) => personId)).toEqual([people.get('M1')]);
    expect(await admin.all(`/v1/organizations/${mine.branches[0]}/places`)).toEqual([
      {
        parentId: mine.committee,
        parentName: '组织DW',
        startsOn: '2000-01-01',
        endsOn: '2020-07-01',
        decision: null,
      },
      {
        parentId: general,
        parentName: '组织ZZ-1',
        startsOn: '2020-07-01',
        endsOn: null,
        decision: '五党发〔2020〕7号',
      },
    ]);
  });

  it('leaves the tree and the members of the days before answerable', async () => {
    const on = async (day: string): Promise<(string | null | undefined)[]> => {
      const tree = await admin.all<OrganizationBody>(`/v1/organizations?on=${day}`);
      return [tree.find(({ id }) => id === mine.branches[0])?.parentId];
    };
    expect(await on('2020-06-30')).toEqual([mine.committee]);
    expect(await on('2020-07-01')).toEqual([general]);
    expect(await on('1999-12-31')).toEqual([undefined]);
    const count = async (day: string): Promise<number> =>
      (await admin.all(`/v1/members?organizationId=${general}&on=${day}`)).length;
    expect(await count('2020-06-30')).toBe(0);
    expect(await count('2020-07-01')).toBe(1);
    expect(
      await admin.all(`/v1/members?organizationId=${mine.committee}&on=2020-06-30`),
    ).toHaveLength(1);
  });

  it('gives a group the category of its new branch', async () => {
    const { status, body } = await move(mine.groups[1], mine.branches[0]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ parentId: mine.branches[0], category: 'production' });
  });

  it('to where it stands changes nothing', async () => {
    const { status, body } = await move(mine.groups[1], mine.branches[0], '2021-01-01');
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 2 });
    expect(await admin.all(`/v1/organizations/${mine.groups[1]}/places`)).toHaveLength(2);
  });

  it('is refused where the tree does not bear it', async () => {
    const inner = await admin.founded('committee', 'DW-IN', mine.committee);
    const innermost = await admin.founded('committee', 'DW-INN', inner);
    const attempts = [
      [mine.committee, inner, '2020-07-01', 422, 'organizations.root_stays', undefined],
      [inner, innermost, '2020-07-01', 422, 'organizations.move_makes_cycle', undefined],
      [inner, inner, '2020-07-01', 422, 'organizations.move_makes_cycle', undefined],
      [
        mine.branches[1],
        mine.groups[0],
        '2020-07-01',
        422,
        'organizations.place_not_allowed',
        '/parentId',
      ],
      [mine.branches[1], general, '1999-12-31', 400, 'request.invalid', '/movedOn'],
      [mine.branches[1], general, '2999-01-01', 400, 'request.invalid', '/movedOn'],
      [
        mine.branches[1],
        '0190a0b0-0000-7000-8000-000000000000',
        '2020-07-01',
        404,
        'organizations.not_found',
        '/parentId',
      ],
    ] as const;
    const before = await admin.all('/v1/organizations');
    for (const [id, parentId, movedOn, status, code, pointer] of attempts) {
      const answer = await move(id, parentId, movedOn);
      expect([answer.status, answer.body]).toMatchObject([status, { code }]);
      if (pointer) expect(answer.body).toMatchObject({ errors: [{ pointer }] });
    }
    expect(await admin.all('/v1/organizations')).toEqual(before);
  });

  it('is refused where it would make a cycle of days that are past', async () => {
    const outer = await admin.founded('committee', 'PAST-A', mine.committee);
    const inner = await admin.founded('committee', 'PAST-B', outer);
    expect((await move(inner, mine.committee, '2020-07-01')).status).toBe(200);
    // Before that day the one stood below the other.
    expect((await move(outer, inner, '2020-06-30')).body).toMatchObject({
      code: 'organizations.move_makes_cycle',
    });
    expect((await move(outer, inner, '2020-07-01')).status).toBe(200);
  });

  it('made by mistake is mended on its own day', async () => {
    const wrong = await admin.founded('committee', 'WRONG', mine.committee);
    const group = await admin.founded('committee', 'MOVED', mine.committee);
    expect((await move(group, wrong)).status).toBe(200);
    expect((await move(group, mine.committee)).status).toBe(200);
    expect(await admin.all(`/v1/organizations/${group}/places`)).toMatchObject([
      { parentId: mine.committee, endsOn: '2020-07-01' },
      { parentId: mine.committee, startsOn: '2020-07-01', endsOn: null },
    ]);
  });

  it('needs the version that was read', async () => {
    const body = { parentId: general, movedOn: '2020-07-01' };
    const path = `/v1/organizations/${mine.branches[1]}/move`;
    await admin.post(path, body).expect(428);
    await admin.postTo(path, body, '"999"').expect(412);
  });

  it('of two that cross is made once', async () => {
    const one = await admin.founded('committee', 'X-1', mine.committee);
    const two = await admin.founded('committee', 'X-2', mine.committee);
    const [first, second] = await Promise.all([move(one, two), move(two, one)]);
    expect([first.status, second.status].sort()).toEqual([200, 422]);
  });

  it('is not for who administers one of the two places only', async () => {
    const people = await enrol(admin, [{ number: 'A1', name: '王芳', code: 'ZB-2' }]);
    const elsewhere = await admin.founded('committee', 'DW-E', mine.committee);
    const personId = people.get('A1') ?? '';
    const officer = await openAccount(admin, personId, 'half');
    const accounts = await admin.all<{ id: string; username: string }>('/v1/accounts');
    const account = accounts.find(({ username }) => username === 'half')?.id ?? '';
    await admin
      .post(`/v1/accounts/${account}/grants`, {
        role: 'administrator',
        organizationId: elsewhere,
        startsOn: '2020-01-01',
      })
      .expect(201);
    const inside = await admin.founded('committee', 'DW-E1', elsewhere);
    const body = { parentId: mine.committee, movedOn: '2020-07-01' };
    const answer = await officer.postTo(
      `/v1/organizations/${inside}/move`,
      body,
      await tagOf(inside),
    );
    expect([answer.status, answer.body]).toMatchObject([
      404,
      { errors: [{ pointer: '/parentId' }] },
    ]);
  });
});

describe('the tree', () => {
  it('holds together whatever is moved and founded at once', async () => {
    let number = 0;
    const roots = await Promise.all(
      [1, 2, 3].map((n) => admin.founded('committee', `P-${n}`, mine.committee)),
    );
    const all = [...roots];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat()), { minLength: 2, maxLength: 5 }),
        async (commands) => {
          const made = await Promise.all(
            commands.map(async ([founding, a, b]) => {
              const [one = '', other = ''] = [all[a % all.length], all[b % all.length]];
              if (founding) return admin.founded('committee', `P-N${(number += 1)}`, one);
              await move(one, other, '2020-07-02');
              return undefined;
            }),
          );
          all.push(...made.filter((id) => id !== undefined));
          const broken = await query(
            service.app.get(DataSource),
            `select child.id from organizations child left join organizations parent on parent.id = child.parent_id
             left join organization_places place on place.organization_id = child.id and place.ends_on is null
             where child.path is distinct from coalesce(parent.path, '') || child.label || '/'
               or place.parent_id is distinct from child.parent_id`,
          );
          expect(broken).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('a branch', () => {
  it('takes its groups along when its category changes', async () => {
    const branch = await admin.founded('branch', 'ZB-C', mine.committee, 'office');
    const group = await admin.founded('group', 'XZ-C', branch);
    const path = `/v1/organizations/${branch}`;
    await admin.patch(path, { category: 'retired' }, await tagOf(branch)).expect(200);
    const { body } = await admin.get(`/v1/organizations/${group}`).expect(200);
    expect(body).toMatchObject({ category: 'retired', version: 2 });
    for (const id of [group, mine.committee]) {
      const refused = await admin.patch(
        `/v1/organizations/${id}`,
        { category: 'office' },
        await tagOf(id),
      );
      expect([refused.status, refused.body]).toMatchObject([
        400,
        { errors: [{ pointer: '/category' }] },
      ]);
    }
  });
});
