import type { TestService } from '#libs/testing';
import { type Caller, enrol, startMembers } from './members.harness.js';
import { rosterCsv } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let admin: Caller;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
});
afterAll(() => service.stop());

async function dissolve(id: string, dissolvedOn = '2026-01-01') {
  const { headers } = await admin.get(`/v1/organizations/${id}`).expect(200);
  return admin.postTo(
    `/v1/organizations/${id}/dissolve`,
    { dissolvedOn, decision: '五党发〔2026〕1号' },
    headers['etag'] ?? '',
  );
}

describe('dissolving an organization', () => {
  it('waits until nothing stands below it and nobody belongs to it', async () => {
    await enrol(admin, [
      { number: 'D1', name: '张伟', code: 'XZ-1' },
      { number: 'D2', name: '王芳', code: 'ZB-1' },
    ]);
    const answer = await dissolve(mine.branches[0]);
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { code: 'organizations.not_empty', organizations: 1, members: 1 },
    ]);
    expect((await dissolve(mine.groups[0])).body).toMatchObject({ organizations: 0, members: 1 });
  });

  it('is refused for the root, for the future, and before the founding', async () => {
    expect((await dissolve(mine.committee)).body).toMatchObject({
      code: 'organizations.root_stays',
    });
    for (const [day, code] of [
      ['2999-01-01', 'future'],
      ['1999-12-31', 'before_start'],
    ] as const) {
      const answer = await dissolve(mine.groups[1], day);
      expect([answer.status, answer.body]).toMatchObject([
        400,
        { errors: [{ pointer: '/dissolvedOn', code }] },
      ]);
    }
  });

  it('ends the offices that are held in it, and what stood there is known for the days before', async () => {
    const people = await enrol(admin, [{ number: 'D3', name: '李娜', code: 'ZB-2' }]);
    const personId = people.get('D3');
    await admin
      .post(`/v1/organizations/${mine.groups[1]}/offices`, {
        personId,
        title: 'group_leader',
        startsOn: '2020-01-01',
      })
      .expect(201);
    const answer = await dissolve(mine.groups[1]);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { dissolvedOn: '2026-01-01', version: 2 },
    ]);
    expect(await admin.all(`/v1/organizations/${mine.groups[1]}/offices`)).toMatchObject([
      { endsOn: '2026-01-01' },
    ]);
    const standing = async (on: string): Promise<number> =>
      (await admin.all(`/v1/organizations?parentId=${mine.branches[1]}&on=${on}`)).length;
    expect([await standing('2025-12-31'), await standing('2026-01-01')]).toEqual([1, 0]);
    expect((await dissolve(mine.groups[1])).body).toMatchObject({
      code: 'organizations.dissolved',
    });
  });

  it('as of a day before the last move leaves it nowhere from that day on', async () => {
    const general = await admin.founded('general_branch', 'ZZ-B', mine.committee);
    const branch = await admin.founded('branch', 'ZB-B', mine.committee, 'office');
    const { headers } = await admin.get(`/v1/organizations/${branch}`).expect(200);
    const move = { parentId: general, movedOn: '2025-06-01' };
    await admin.postTo(`/v1/organizations/${branch}/move`, move, headers['etag'] ?? '').expect(200);
    expect((await dissolve(branch, '2025-05-01')).status).toBe(200);
    expect(await admin.all(`/v1/organizations/${branch}/places`)).toMatchObject([
      { parentId: mine.committee, endsOn: '2025-05-01' },
    ]);
    const stood = async (on: string): Promise<boolean> =>
      (await admin.all<{ id: string }>(`/v1/organizations?on=${on}`)).some(
        ({ id }) => id === branch,
      );
    expect([await stood('2025-04-30'), await stood('2025-05-15')]).toEqual([true, false]);
  });

  it('lets nobody be given a role in it any more', async () => {
    const people = await enrol(admin, [{ number: 'D4', name: '周杰', code: 'ZB-2' }]);
    const account = {
      personId: people.get('D4'),
      username: 'late',
      password: 'password-of-the-test',
    };
    const { body } = await admin.post('/v1/accounts', account).expect(201);
    const role = { role: 'auditor', organizationId: mine.groups[1], startsOn: '2026-02-01' };
    const path = `/v1/accounts/${(body as { id: string }).id}/grants`;
    expect((await admin.post(path, role)).body).toMatchObject({
      code: 'organizations.not_found',
      errors: [{ pointer: '/organizationId' }],
    });
    await admin.post(path, { ...role, organizationId: mine.branches[1] }).expect(201);
  });

  it('leaves nobody behind who is taken in at the same moment', async () => {
    const group = await admin.founded('group', 'XZ-R', mine.branches[1]);
    const roster = rosterCsv([{ number: 'R1', name: '赵静', code: 'XZ-R' }]);
    const [dissolved, imported] = await Promise.all([
      dissolve(group),
      admin.imported('dryRun=false', roster),
    ]);
    // Whichever came first, the other was refused.
    expect([dissolved.status, imported.status]).toEqual(
      dissolved.status === 200 ? [200, 'failed'] : [409, 'succeeded'],
    );
  });
});
