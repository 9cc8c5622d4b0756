import type { TestService } from '#libs/testing';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';

interface ChangeBody {
  readonly change: string;
  readonly changedOn: string;
  readonly until: string | null;
}

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  const kind = '预备党员';
  people = await enrol(admin, [
    ...['P1', 'P2', 'P3', 'P4'].map((number) => ({ number, name: '张伟', code: 'ZB-1', kind })),
    { number: 'F1', name: '王芳', code: 'XZ-1' },
    { number: 'F2', name: '李娜', code: 'ZB-2' },
  ]);
});
afterAll(() => service.stop());

const id = (number: string): string => people.get(number) ?? '';
const decision = '支部大会决议〔2026〕3号';
const decide = (number: string, what: string, body: object) =>
  admin.post(`/v1/members/${id(number)}/${what}`, { decision, ...body });

interface Membership {
  readonly memberKind: string;
  readonly standing: string;
  readonly confirmedOn: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
}
async function memberships(number: string): Promise<Membership[]> {
  const { body } = await admin.get(`/v1/members/${id(number)}`).expect(200);
  return (body as { memberships: Membership[] }).memberships;
}

describe('a probation (党章 Art. 7)', () => {
  it('is listed by the day on which it ends', async () => {
    const probations = await admin.all<{ personId: string; endsOn: string }>(
      '/v1/probations?limit=1',
    );
    expect(new Set(probations.map(({ personId }) => personId))).toEqual(
      new Set(['P1', 'P2', 'P3', 'P4'].map(id)),
    );
    // Admitted on 2012-07-01, all of them.
    expect(probations.map(({ endsOn }) => endsOn)).toEqual(Array(4).fill('2013-07-01'));
    expect(await admin.all('/v1/probations?until=2013-06-30')).toEqual([]);
    expect(await admin.all(`/v1/probations?organizationId=${mine.branches[1]}`)).toEqual([]);
  });

  it('ends by confirmation, not before a year has passed; who asks of a day before is told what was so then', async () => {
    const early = await decide('P1', 'confirm', { changedOn: '2013-06-30' });
    expect([early.status, early.body]).toMatchObject([
      409,
      { code: 'memberships.probation_not_over', probationEndsOn: '2013-07-01' },
    ]);
    const { status, body } = await decide('P1', 'confirm', { changedOn: '2013-07-02' });
    expect([status, body]).toMatchObject([
      200,
      { change: 'confirmed', changedOn: '2013-07-02', decision },
    ]);
    expect(await memberships('P1')).toMatchObject([
      { memberKind: 'full', confirmedOn: '2013-07-02', startsOn: '2013-07-02', endsOn: null },
      { memberKind: 'probationary', confirmedOn: null, endsOn: '2013-07-02' },
    ]);
    const kindOn = async (day: string): Promise<unknown> =>
      (await admin.all<{ personId: string; memberKind: string }>(`/v1/members?on=${day}`)).find(
        ({ personId }) => personId === id('P1'),
      )?.memberKind;
    expect([await kindOn('2013-07-01'), await kindOn('2013-07-02')]).toEqual([
      'probationary',
      'full',
    ]);
    expect((await decide('P1', 'confirm', { changedOn: '2013-07-03' })).body).toMatchObject({
      code: 'memberships.not_probationary',
    });
  });

  it('is extended once, by a year at most, and then confirmed', async () => {
    const on = { changedOn: '2013-07-01' };
    expect(
      (await decide('P2', 'extend-probation', { ...on, until: '2014-07-02' })).body,
    ).toMatchObject({
      code: 'memberships.extension_too_long',
    });
    expect(
      (await decide('P2', 'extend-probation', { ...on, until: '2013-07-01' })).body,
    ).toMatchObject({
      errors: [{ pointer: '/until', code: 'before_start' }],
    });
    expect((await decide('P2', 'extend-probation', { ...on, until: '2014-07-01' })).status).toBe(
      200,
    );
    expect(
      (await decide('P2', 'extend-probation', { ...on, until: '2014-06-01' })).body,
    ).toMatchObject({
      code: 'memberships.extended_before',
    });
    expect((await decide('P2', 'confirm', { changedOn: '2014-06-30' })).status).toBe(409);
    expect(await admin.all('/v1/probations?until=2013-12-31')).not.toContainEqual(
      expect.objectContaining({ personId: id('P2') }),
    );
    expect((await decide('P2', 'confirm', { changedOn: '2014-07-01' })).status).toBe(200);
    expect(await admin.all<ChangeBody>(`/v1/members/${id('P2')}/changes?limit=1`)).toMatchObject([
      { change: 'probation_extended', until: '2014-07-01' },
      { change: 'confirmed', changedOn: '2014-07-01', until: null },
    ]);
  });

  it('is cancelled, and the membership with it', async () => {
    expect((await decide('P3', 'cancel-probation', { changedOn: '2013-08-01' })).status).toBe(200);
    expect(await memberships('P3')).toMatchObject([{ endsOn: '2013-08-01' }]);
    expect((await decide('P3', 'confirm', { changedOn: '2013-08-02' })).body).toMatchObject({
      code: 'memberships.none_open',
    });
    expect((await decide('F1', 'cancel-probation', { changedOn: '2013-08-01' })).status).toBe(409);
  });

  it('is decided in the order of the days, and not before the admission', async () => {
    expect(
      (
        await decide('P1', 'standing', {
          standing: 'long_sick',
          changedOn: '2013-07-01',
          contactPersonId: id('F1'),
        })
      ).body,
    ).toMatchObject({
      code: 'memberships.decided_since',
      decidedFrom: '2013-07-02',
    });
    expect(
      (await decide('P4', 'cancel-probation', { changedOn: '1900-01-01' })).body,
    ).toMatchObject({
      errors: [{ pointer: '/changedOn', code: 'before_admission' }],
    });
  });

  it('is confirmed once by two at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => decide('P4', 'confirm', { changedOn: '2013-07-01' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

describe('the registers of the floating and the long sick', () => {
  it('have host, contact and period, and are left again', async () => {
    const floating = {
      standing: 'floating',
      changedOn: '2026-01-15',
      until: '2026-12-31',
      host: '太原市某街道党工委',
      contactPersonId: id('P1'),
    };
    const { status, body } = await decide('F1', 'standing', floating);
    expect([status, body]).toMatchObject([
      200,
      { change: 'floating', host: floating.host, contactName: '张伟', until: '2026-12-31' },
    ]);
    const listed = await admin.all<{ personId: string }>('/v1/members?standing=floating');
    expect(listed.map(({ personId }) => personId)).toEqual([id('F1')]);
    expect((await decide('F1', 'standing', floating)).body).toMatchObject({
      code: 'memberships.standing_unchanged',
    });
    const back = { standing: 'regular', changedOn: '2026-07-01' };
    expect((await decide('F1', 'standing', back)).body).toMatchObject({ change: 'returned' });
    expect(await memberships('F1')).toMatchObject([
      { standing: 'regular', startsOn: '2026-07-01' },
      { standing: 'floating', startsOn: '2026-01-15', endsOn: '2026-07-01' },
      { standing: 'regular', endsOn: '2026-01-15' },
    ]);
  });

  it('say what is missing, and where', async () => {
    const sick = { standing: 'long_sick', changedOn: '2026-01-15' };
    const attempts = [
      [sick, 400, '/contactPersonId'],
      [
        { ...sick, contactPersonId: '0190a0b0-0000-7000-8000-000000000000' },
        404,
        '/contactPersonId',
      ],
      [{ ...sick, standing: 'floating', contactPersonId: id('P1') }, 400, '/host'],
      [
        {
          ...sick,
          standing: 'floating',
          contactPersonId: id('P1'),
          host: 'X',
          until: '2026-05-01',
        },
        400,
        '/until',
      ],
      [{ ...sick, contactPersonId: id('P1'), until: '2026-01-15' }, 400, '/until'],
      [{ ...sick, contactPersonId: id('P1'), changedOn: '2999-01-01' }, 400, '/changedOn'],
    ] as const;
    for (const [attempt, status, pointer] of attempts) {
      const answer = await decide('F2', 'standing', attempt);
      expect([answer.status, answer.body]).toMatchObject([status, { errors: [{ pointer }] }]);
    }
    expect(await admin.all(`/v1/members/${id('F2')}/changes`)).toEqual([]);
    expect(await memberships('F2')).toHaveLength(1);
  });
});

it('is not for those who may not, and what they may not see is not there', async () => {
  await admin
    .post(`/v1/organizations/${mine.branches[1]}/offices`, {
      personId: id('F2'),
      title: 'secretary',
      startsOn: '2024-01-01',
    })
    .expect(201);
  const secretary = await openAccount(admin, id('F2'), 'secretary');
  await secretary.get(`/v1/members/${id('P1')}/changes`).expect(404);
  await secretary.get(`/v1/members/${id('F2')}/changes`).expect(200);
  expect(await secretary.all('/v1/probations')).toEqual([]);
  await secretary
    .post(`/v1/members/${id('F2')}/confirm`, { changedOn: '2026-01-01', decision })
    .expect(403);
});
