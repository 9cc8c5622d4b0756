import type { TestService } from '#libs/testing';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { ruleCodes } from '../src/rules/rules.js';
import { type SmallMine, smallMine } from './small-mine.js';

interface AdvisoryBody {
  readonly organizationId: string;
  readonly code: string;
  readonly found: number;
  readonly expected: number;
  readonly rule: string;
  readonly source: string;
  readonly message: string;
}

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  const seven = Array.from({ length: 7 }, (_, n) => ({
    number: `A${n}`,
    name: '张伟',
    // Who belongs to the group belongs to the branch.
    code: n < 3 ? 'XZ-1' : 'ZB-1',
  }));
  people = await enrol(admin, [
    ...seven,
    { number: 'P', name: '王芳', code: 'ZB-1', kind: '预备党员' },
    { number: 'B0', name: '李娜', code: 'ZB-2' },
  ]);
});
afterAll(() => service.stop());

const of = async (organizationId: string, query = ''): Promise<AdvisoryBody[]> => {
  const all = await admin.all<AdvisoryBody>(
    `/v1/advisories?organizationId=${organizationId}${query}`,
  );
  return all.filter((one) => one.organizationId === organizationId);
};
const codes = async (organizationId: string, query = ''): Promise<string[]> =>
  (await of(organizationId, query)).map(({ code }) => code);

async function appoint(organizationId: string, number: string, title: string, more = {}) {
  const body = { personId: people.get(number), title, startsOn: '2024-01-01', ...more };
  return admin.post(`/v1/organizations/${organizationId}/offices`, body);
}

async function change(organizationId: string, body: object) {
  const path = `/v1/organizations/${organizationId}`;
  const { headers } = await admin.get(path).expect(200);
  return admin.patch(path, body, headers['etag'] ?? '');
}

describe('advisories on sizes', () => {
  it('cite the article: fewer than three full members (支部工作条例 Art. 4)', async () => {
    expect(await of(mine.branches[1])).toEqual([
      expect.objectContaining({
        code: 'branch_too_small',
        found: 1,
        expected: 3,
        rule: 'branch_members_least',
        source: '《中国共产党支部工作条例（试行）》第4条',
        message: '党支部有正式党员1名，不足3名，可考虑与邻近单位联合建立党支部',
      }),
      expect.objectContaining({ code: 'secretary_vacant' }),
    ]);
    const { body } = await admin
      .get(`/v1/advisories?organizationId=${mine.branches[1]}&limit=1`)
      .set('accept-language', 'en')
      .expect(200);
    expect(body).toMatchObject({
      data: [{ source: 'Regulations on the work of Party branches, Art. 4' }],
    });
  });

  it('count full members of the branch and its groups: seven of them want a committee of three (Art. 20)', async () => {
    expect(await of(mine.branches[0])).toMatchObject([
      { code: 'branch_committee_missing', found: 0, expected: 7, rule: 'branch_committee_from' },
      { code: 'secretary_vacant' },
    ]);
    const titles = ['secretary', 'organization_commissioner', 'publicity_commissioner'];
    for (const [n, title] of titles.entries())
      await appoint(mine.branches[0], `A${n}`, title).then(({ status }) =>
        expect(status).toBe(201),
      );
    expect(await codes(mine.branches[0])).toEqual(['election_unknown']);
    expect(await codes(mine.branches[0], '&on=2023-12-31')).not.toContain('election_unknown');
  });

  it('name a committee of fewer than a hundred members (国有企业基层组织工作条例 Art. 4)', async () => {
    expect(await of(mine.committee)).toMatchObject([
      { code: 'committee_small', found: 9, expected: 100 },
    ]);
  });

  it('follow a rule from the day on which it is changed', async () => {
    const path = `/v1/advisories?code=branch_too_large`;
    expect(await admin.all(path)).toEqual([]);
    const rule = {
      code: 'branch_members_most',
      value: 7,
      validFrom: '2026-01-01',
      decision: '试点',
    };
    const { body } = await admin.post('/v1/rules', rule).expect(201);
    expect(body).toMatchObject({ ...rule, unit: 'people' });
    expect(await admin.all(path)).toMatchObject([
      { organizationId: mine.branches[0], found: 8, expected: 7 },
    ]);
    // As things will have been: the members belong there since 2012, the rule is younger.
    expect(await admin.all(`${path}&on=2025-12-31`)).toEqual([]);
  });
});

describe('advisories on elections', () => {
  it('come when the term of three years nears its end, and when it is over (Art. 21)', async () => {
    expect((await change(mine.branches[0], { electedOn: '2024-03-01' })).status).toBe(200);
    const on = (day: string) => of(mine.branches[0], `&on=${day}&code=election_near`);
    expect(await codes(mine.branches[0], '&on=2026-08-31')).not.toContain('election_near');
    expect(await on('2026-09-01')).toMatchObject([{ found: 181, rule: 'branch_term_years' }]);
    expect(await on('2027-02-28')).toMatchObject([{ found: 1 }]);
    expect(await codes(mine.branches[0], '&on=2027-03-01')).toContain('election_overdue');
    expect(await codes(mine.branches[0], '&on=2027-02-28')).not.toContain('election_overdue');
    expect((await change(mine.branches[0], { electedOn: null })).body).toMatchObject({
      electedOn: null,
    });
    expect(await codes(mine.branches[0])).toContain('election_unknown');
  });

  it('are not reckoned from a day that is none', async () => {
    for (const [electedOn, code] of [
      ['2999-01-01', 'future'],
      ['1999-12-31', 'before_start'],
      ['2024-02-30', 'isDay'],
    ] as const) {
      const { status, body } = await change(mine.branches[0], { electedOn });
      expect([status, body]).toMatchObject([400, { errors: [{ pointer: '/electedOn', code }] }]);
    }
  });
});

describe('an acting secretary', () => {
  it('stands beside the elected one, has the same role, and is one at a time', async () => {
    const { status, body } = await appoint(mine.branches[0], 'A3', 'secretary', { acting: true });
    expect([status, body]).toMatchObject([201, { acting: true, role: 'branch_secretary' }]);
    expect(
      (await appoint(mine.branches[0], 'A4', 'secretary', { acting: true })).body,
    ).toMatchObject({ code: 'offices.taken' });
    expect((await appoint(mine.branches[0], 'A4', 'secretary')).body).toMatchObject({
      code: 'offices.taken',
    });
  });
});

describe('a seat', () => {
  it('is not taken by who holds it for another', async () => {
    const before = await codes(mine.branches[1], '&on=2024-06-01');
    expect(before).toContain('secretary_vacant');
    expect((await appoint(mine.branches[1], 'B0', 'secretary', { acting: true })).status).toBe(201);
    // Somebody does the work, and nobody was elected.
    const now = await codes(mine.branches[1], '&on=2024-06-01');
    expect(now).toEqual(before.filter((code) => code !== 'secretary_vacant'));
    expect(now).not.toContain('election_unknown');
  });
});

describe('the pages of advisories', () => {
  it('put together are the list, and show nobody what is not theirs', async () => {
    const whole = await admin.all<AdvisoryBody>('/v1/advisories?limit=200');
    expect(whole.length).toBeGreaterThan(3);
    expect(await admin.all('/v1/advisories?limit=1')).toEqual(whole);
    const secretary = await openAccount(admin, people.get('A0') ?? '', 'secretary');
    const seen = await secretary.all<AdvisoryBody>('/v1/advisories');
    expect(new Set(seen.map(({ organizationId }) => organizationId))).toEqual(
      new Set([mine.branches[0]]),
    );
  });
});

describe('rules', () => {
  it('are those of a day, each with where it is written', async () => {
    const on = async (day: string) =>
      (
        await admin.all<{ code: string; value: number; source: string }>(
          `/v1/rules?on=${day}&limit=3`,
        )
      )
        .filter(({ code }) => code === 'branch_members_most')
        .map(({ value }) => value);
    expect(await on('2025-12-31')).toEqual([50]);
    expect(await on('2026-01-01')).toEqual([7]);
    expect(await admin.all('/v1/rules')).toHaveLength(ruleCodes.length);
  });

  it('are set once a day, by administrators of the root', async () => {
    const rule = { code: 'branch_members_most', value: 60, validFrom: '2026-01-01' };
    const { body } = await admin.post('/v1/rules', rule).expect(409);
    expect(body).toMatchObject({ code: 'rules.value_exists' });
    for (const wrong of [
      { code: 'no_such_rule' },
      { value: 0 },
      { value: 1.5 },
      { validFrom: 'now' },
    ])
      await admin.post('/v1/rules', { ...rule, ...wrong }).expect(400);
    const local = await openAccount(admin, people.get('B0') ?? '', 'local');
    const accounts = await admin.all<{ id: string; username: string }>('/v1/accounts');
    const account = accounts.find(({ username }) => username === 'local')?.id ?? '';
    const role = {
      role: 'administrator',
      organizationId: mine.branches[1],
      startsOn: '2020-01-01',
    };
    await admin.post(`/v1/accounts/${account}/grants`, role).expect(201);
    await local.get('/v1/rules').expect(200);
    await local.post('/v1/rules', { ...rule, validFrom: '2026-02-01' }).expect(403);
  });
});
