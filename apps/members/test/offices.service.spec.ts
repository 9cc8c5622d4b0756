import { officeTitles, type OrganizationType } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { hasTitle, roleOfOffice } from '../src/offices/office.policy.js';
import { enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(
    mine.admin,
    ['1', '2', '3', '4'].map((number) => ({ number, name: `党员${number}`, code: 'XZ-1' })),
  );
});
afterAll(() => service.stop());

const person = (number: string): string => people.get(number) ?? '';
const appoint = (
  organizationId: string,
  number: string,
  title: string,
  startsOn: string,
  endsOn?: string,
) =>
  mine.admin.post(`/v1/organizations/${organizationId}/offices`, {
    personId: person(number),
    title,
    startsOn,
    ...(endsOn && { endsOn }),
  });

describe('an office', () => {
  it('gives its role to the holder’s account, and takes it away when it ends', async () => {
    const [branch] = mine.branches;
    const secretary = await openAccount(mine.admin, person('1'), 'secretary');
    await secretary.get('/v1/members').expect(403);
    const { body: office } = await appoint(branch, '1', 'secretary', '2024-01-01').expect(201);
    expect(office).toMatchObject({
      name: '党员1',
      title: 'secretary',
      role: 'branch_secretary',
      endsOn: null,
    });
    expect(await secretary.all('/v1/members')).toHaveLength(4);
    await mine.admin
      .post(`/v1/offices/${(office as { id: string }).id}/end`, { endsOn: '2026-01-01' })
      .expect(200);
    await secretary.get('/v1/members').expect(403);
  });

  it('is held by one secretary at a time, one after the other', async () => {
    const [, branch] = mine.branches;
    await appoint(branch, '1', 'secretary', '2020-01-01', '2023-01-01').expect(201);
    const { body } = await appoint(branch, '2', 'secretary', '2022-12-31').expect(409);
    expect(body).toMatchObject({ code: 'offices.taken' });
    await appoint(branch, '2', 'secretary', '2023-01-01').expect(201);
    await appoint(branch, '3', 'publicity_commissioner', '2023-01-01').expect(201);
    await appoint(branch, '4', 'publicity_commissioner', '2023-01-01').expect(201);
    await appoint(branch, '4', 'publicity_commissioner', '2024-01-01').expect(409);
  });

  it('is filled once by two appointments at the same time', async () => {
    const [group] = mine.groups;
    const answers = await Promise.all([
      appoint(group, '1', 'group_leader', '2024-01-01'),
      appoint(group, '2', 'group_leader', '2024-01-01'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('fits the organization, its person is there, and its term does not end before it begins', async () => {
    const [branch] = mine.branches;
    expect(
      (await appoint(branch, '1', 'group_leader', '2024-01-01').expect(422)).body,
    ).toMatchObject({
      code: 'offices.title_not_allowed',
    });
    expect((await appoint(branch, 'x', 'secretary', '2024-01-01').expect(400)).body).toMatchObject({
      errors: [{ pointer: '/personId' }],
    });
    const stranger = { personId: mine.committee, title: 'secretary', startsOn: '2024-01-01' };
    const missing = await mine.admin
      .post(`/v1/organizations/${branch}/offices`, stranger)
      .expect(404);
    expect(missing.body).toMatchObject({
      code: 'members.not_found',
      errors: [{ pointer: '/personId' }],
    });
    expect(
      (await appoint(branch, '1', 'secretary', '2024-01-01', '2023-01-01').expect(400)).body,
    ).toMatchObject({
      errors: [{ pointer: '/endsOn' }],
    });
  });

  it('may be shortened when its end was set, not drawn out', async () => {
    const { body } = await appoint(
      mine.committee,
      '3',
      'deputy_secretary',
      '2020-01-01',
      '2023-01-01',
    ).expect(201);
    const { id } = body as { id: string };
    await mine.admin.post(`/v1/offices/${id}/end`, { endsOn: '2024-01-01' }).expect(409);
    await mine.admin.post(`/v1/offices/${id}/end`, { endsOn: '2019-01-01' }).expect(400);
    const { body: ended } = await mine.admin
      .post(`/v1/offices/${id}/end`, { endsOn: '2022-01-01' })
      .expect(200);
    expect(ended).toMatchObject({ id, endsOn: '2022-01-01' });
  });

  it('is listed with those before it, and by the day on which it was held', async () => {
    const path = `/v1/organizations/${mine.branches[1]}/offices`;
    expect(await mine.admin.all(`${path}?limit=1`)).toHaveLength(4);
    const held = await mine.admin.all<{ personId: string }>(`${path}?heldOn=2021-01-01`);
    expect(held.map(({ personId }) => personId)).toEqual([person('1')]);
  });
});

describe('roles by office', () => {
  it('are in the database what the policy says, for every title in every organization', async () => {
    const admin = await service.database.admin('members');
    const places: [OrganizationType, string][] = [
      ['committee', mine.committee],
      ['general_branch', await mine.admin.founded('general_branch', 'ZZ', mine.committee)],
      ['branch', mine.branches[0]],
      ['group', mine.groups[1]],
    ];
    for (const [type, organizationId] of places)
      for (const title of officeTitles.filter((of) => hasTitle(type, of))) {
        await admin.query('begin');
        await admin.query('delete from offices');
        await admin.query(
          "insert into offices (organization_id, person_id, title, starts_on) values ($1, $2, $3, '2024-01-01')",
          [organizationId, person('4'), title],
        );
        const { rows } = await admin.query<{ role: string }>(
          "select role from person_roles where person_id = $1 and role <> 'member'",
          [person('4')],
        );
        await admin.query('rollback');
        expect([type, title, rows[0]?.role ?? null]).toEqual([
          type,
          title,
          roleOfOffice(title, type),
        ]);
      }
  });
});
