import request from 'supertest';
import type { TestService } from '#libs/testing';
import { appoint, scan } from './codes.harness.js';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

type Body = Readonly<Record<string, unknown>>;

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;
/** Of the first branch its secretary, a member of its group and one of the branch itself; a member of the second. */
let secretary: Caller;
let fellow: Caller;
let own: Caller;
let sibling: Caller;
let code: string;

const person = (number: string): string => people.get(number) ?? '';
const organizationCode = async (id: string): Promise<string> => {
  const { body } = await mine.admin.get(`/v1/organizations/${id}/code`).expect(200);
  return (body as { code: string }).code;
};
const scanned = async (caller: Caller | undefined, written: string): Promise<Body> =>
  (await scan(service.url, caller, written).expect(200)).body as Body;
const looks = async (): Promise<unknown[]> => {
  const admin = await service.database.admin('members');
  const { rows } = await admin.query<{ viewer: string | null }>(
    `select account.username as viewer, looks.person_id, what from looks
     left join accounts account on account.id = viewer_account_id order by looks.id`,
  );
  await admin.query('delete from looks');
  return rows;
};

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'ZB-1' },
    { number: '2', name: '李娜', code: 'XZ-1' },
    { number: '3', name: '王芳', code: 'ZB-1', standing: '长病', phone: '13987654321' },
    { number: '4', name: '赵敏', code: 'XZ-2' },
  ]);
  await appoint(mine.admin, mine.branches[0], person('1'), 'secretary');
  await appoint(mine.admin, mine.branches[0], person('3'), 'publicity_commissioner');
  secretary = await openAccount(mine.admin, person('1'), 'secretary');
  fellow = await openAccount(mine.admin, person('2'), 'fellow');
  own = await openAccount(mine.admin, person('3'), 'own');
  sibling = await openAccount(mine.admin, person('4'), 'sibling');
  code = ((await own.get('/v1/me/code').expect(200)).body as { code: string }).code;
});
afterAll(() => service.stop());

const nothing = { member: null, record: null, looks: null, organization: null };

describe('a member’s code', () => {
  beforeEach(looks);

  it('shows a stranger that it is valid, and the branch', async () => {
    const stranger = { as: 'stranger', subject: 'member', branchName: '组织ZB-1', ...nothing };
    expect(await scanned(undefined, code)).toEqual(stranger);
    expect(await scanned(sibling, code)).toEqual(stranger);
    expect(await looks()).toEqual([
      { viewer: null, person_id: person('3'), what: 'scan' },
      { viewer: 'sibling', person_id: person('3'), what: 'scan' },
    ]);
  });

  it('shows a fellow member, of a group too, name and offices and no illness', async () => {
    const offices = [{ title: 'publicity_commissioner', organizationName: '组织ZB-1' }];
    expect(await scanned(fellow, code)).toEqual({
      as: 'fellow',
      subject: 'member',
      branchName: '组织ZB-1',
      ...nothing,
      member: { name: '王芳', offices, phone: null, hasPhoto: false, politicalBirthday: null },
    });
    expect(await looks()).toEqual([{ viewer: 'fellow', person_id: person('3'), what: 'scan' }]);
  });

  it('shows an officer the record as it is read otherwise, but never whether somebody is ill', async () => {
    const { body: read } = await secretary.get(`/v1/members/${person('3')}`).expect(200);
    const { memberships, ...others } = read as { memberships: object[] };
    const record = {
      ...others,
      memberships: memberships.map((membership) => ({ ...membership, standing: null })),
    };
    const seen = await scanned(secretary, code);
    expect(seen).toMatchObject({ as: 'officer', record, looks: null });
    expect(seen).toMatchObject({ record: { phone: '139****4321' } });
    expect(await scanned(mine.admin, code)).toMatchObject({ as: 'officer', record });
    expect(await looks()).toEqual(
      ['record', 'scan', 'scan'].map((what, index) => ({
        viewer: index < 2 ? 'secretary' : 'admin',
        person_id: person('3'),
        what,
      })),
    );
  });

  it('shows the member everything own, and the last ten who looked', async () => {
    for (let time = 0; time < 9; time += 1) await scanned(undefined, code);
    await scanned(fellow, code);
    await secretary.get(`/v1/members/${person('3')}`).expect(200);
    const seen = await scanned(own, code);
    const { body: me } = await own.get('/v1/me').expect(200);
    expect(seen).toMatchObject({ as: 'self', record: (me as { person: unknown }).person });
    const found = seen['looks'] as Body[];
    expect(found).toHaveLength(10);
    expect(found.slice(0, 3)).toMatchObject([
      { what: 'record', viewerName: '张伟' },
      { what: 'scan', viewerName: '李娜' },
      { what: 'scan', viewerName: null },
    ]);
    expect(await looks()).toHaveLength(11);
  });

  it('is read as people write it', async () => {
    const written = ` ${code.toUpperCase().replace(/(.{4})/g, '$1-')} `;
    expect(await scanned(fellow, written)).toMatchObject({ as: 'fellow' });
  });

  it('has no branch when the member is a member nowhere any more, and no fellows', async () => {
    const admin = await service.database.admin('members');
    const ended = 'update memberships set ends_on = $2 where person_id = $1';
    await admin.query(ended, [person('3'), '2025-01-01']);
    try {
      const gone = { as: 'stranger', branchName: null, member: null };
      expect(await scanned(undefined, code)).toMatchObject(gone);
      expect(await scanned(fellow, code)).toMatchObject(gone);
      expect(await scanned(secretary, code)).toMatchObject({ as: 'officer', branchName: null });
      expect(await scanned(own, code)).toMatchObject({ as: 'self' });
    } finally {
      await admin.query(ended, [person('3'), null]);
    }
  });
});

describe('an organization’s code', () => {
  it('shows name and type; its members the offices; officers how many members', async () => {
    const branch = await organizationCode(mine.branches[0]);
    const organization = { name: '组织ZB-1', type: 'branch', dissolvedOn: null };
    const offices = [
      { title: 'secretary', name: '张伟' },
      { title: 'publicity_commissioner', name: '王芳' },
    ];
    await looks();
    for (const [caller, expected] of [
      [undefined, { as: 'stranger', offices: null, memberCount: null }],
      [sibling, { as: 'stranger', offices: null, memberCount: null }],
      [fellow, { as: 'fellow', offices, memberCount: null }],
      [secretary, { as: 'officer', offices, memberCount: 3 }],
    ] as const) {
      const { as, ...shown } = expected;
      expect(await scanned(caller, branch)).toEqual({
        as,
        subject: 'organization',
        branchName: '组织ZB-1',
        ...nothing,
        organization: { ...organization, ...shown },
      });
    }
    expect(await looks()).toEqual([]);
  });

  it('is of its branch, for a group; of all below, for a committee', async () => {
    const group = await organizationCode(mine.groups[0]);
    expect(await scanned(own, group)).toMatchObject({ as: 'fellow', branchName: '组织ZB-1' });
    expect(await scanned(sibling, group)).toMatchObject({ as: 'stranger' });
    const committee = await organizationCode(mine.committee);
    expect(await scanned(sibling, committee)).toMatchObject({ as: 'fellow' });
    expect(await scanned(mine.admin, committee)).toMatchObject({
      as: 'officer',
      organization: { memberCount: 4, offices: [] },
    });
  });
});

describe('what opens nothing', () => {
  it('is answered alike, whether it is no code, forged, or revoked', async () => {
    const { body } = await mine.admin.post(`/v1/members/${person('3')}/code/reissue`).expect(200);
    const revoked = code;
    code = (body as { code: string }).code;
    await looks();
    const forged = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    const problems = new Set<string>();
    for (const written of [revoked, forged, '?', '二维码', `https://x/q/${code}`, 'x'.repeat(200)])
      for (const caller of [undefined, fellow, secretary, own]) {
        const answer = await scan(service.url, caller, written).expect(404);
        problems.add(JSON.stringify({ ...(answer.body as object), traceId: '' }));
      }
    expect([...problems]).toHaveLength(1);
    expect([...problems][0]).toContain('codes.unknown');
    expect(await looks()).toEqual([]);
  });

  it.each([{}, { code: 42 }, { code: '' }, { code: 'x'.repeat(201) }, { code: 'x', more: 1 }])(
    '%j is no scan',
    async (body) => {
      await request(service.url).post('/v1/scans').send(body).expect(400);
    },
  );
});

describe('a token that is not valid', () => {
  it('makes nobody a stranger: it is refused', async () => {
    for (const token of ['junk', `${fellow.token.slice(0, -6)}AAAAAA`]) {
      const { body } = await new Caller(service.url, token).post('/v1/scans', { code }).expect(401);
      expect(body).toMatchObject({ code: 'auth.token_invalid' });
    }
    const basic = request(service.url).post('/v1/scans').set('authorization', 'Basic x');
    await basic.send({ code }).expect(401);
  });
});
