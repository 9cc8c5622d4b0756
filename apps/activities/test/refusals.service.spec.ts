import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { SamplePerson } from '#libs/testing';
import { ActivitiesHarness, attendanceOf, type Organization } from './activities.harness.js';

describe('what is refused', () => {
  let activities: ActivitiesHarness;
  let database: Client;
  let branch: Organization;
  let group: Organization;
  let sibling: Organization;
  let secretary: SamplePerson;
  let people: SamplePerson[];
  let stranger: SamplePerson;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    database = await activities.service.database.admin('activities');
    const { directory } = activities;
    const committee = directory.organization('committee', null);
    branch = directory.organization('branch', committee);
    group = directory.organization('group', branch);
    sibling = directory.organization('branch', committee);
    directory.organization('branch', committee, { dissolvedOn: '2026-01-01' });
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    people = [secretary, directory.member(group), directory.member(group)];
    stranger = directory.member(sibling);
    await activities.pull();
  });
  afterAll(() => activities.stop());

  /** Everything the service has written, to show that nothing was. */
  const written = async (): Promise<unknown> => {
    const { rows } = await database.query(
      `select (select jsonb_agg(activity order by id) from activities activity) as activities,
         (select count(*) from attendances) as attendances, (select count(*) from evidence) as evidence,
         (select count(*) from reviews) as reviews, (select count(*) from outbox) as outbox`,
    );
    return rows;
  };
  const plan = (change: Record<string, unknown>) =>
    activities.post(secretary.accountId, '/v1/activities', activities.plan(branch, change));

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown field', { nonsense: 1 }, '/nonsense'],
    ['a field of the server', { status: 'filed' }, '/status'],
    ['another', { heldOn: '2026-11-20' }, '/heldOn'],
    ['a number for text', { title: 7 }, '/title'],
    ['a blank title', { title: ' \n' }, '/title'],
    ['a long title', { title: 'x'.repeat(201) }, '/title'],
    ['no types', { types: [] }, '/types'],
    [
      'five types',
      { types: ['lecture', 'service', 'brainstorm', 'member_day', 'theme_day'] },
      '/types',
    ],
    ['a type twice', { types: ['lecture', 'lecture'] }, '/types'],
    ['a type that is none', { types: ['party'] }, '/types'],
    ['text for a list', { types: 'lecture' }, '/types'],
    ['an id that is none', { organizationId: 'undefined' }, '/organizationId'],
    ['null for what is needed', { organizationId: null }, '/organizationId'],
    ['a time without its offset', { startsAt: '2026-11-20T09:00:00' }, '/startsAt'],
    ['a day that does not exist', { startsAt: '2026-02-30T09:00:00+08:00' }, '/startsAt'],
    ['an offset that does not exist', { startsAt: '2026-11-20T09:00:00+99:00' }, '/startsAt'],
    ['a number for a time', { startsAt: 1763600400 }, '/startsAt'],
  ])('a plan with %s', async (_, change, pointer) => {
    const before = await written();
    const { status, body } = await plan(change);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.errors.map((error) => error.pointer)).toContain(pointer);
    expect(await written()).toEqual(before);
  });

  it.each<[string, () => Record<string, unknown>, number, string, string | undefined]>([
    [
      'a group meeting of a branch',
      () => ({ types: ['theme_day', 'group_meeting'] }),
      422,
      'activities.type_not_for_organization',
      '/types/1',
    ],
    [
      'a branch meeting of a group',
      () => ({ organizationId: group.id, types: ['branch_meeting'] }),
      422,
      'activities.type_not_for_organization',
      '/types/0',
    ],
    [
      'two bodies in one meeting',
      () => ({ types: ['branch_meeting', 'committee_meeting'] }),
      422,
      'activities.types_do_not_combine',
      '/types/1',
    ],
    [
      'a start before the Party',
      () => ({ startsAt: '1900-01-01T00:00:00Z' }),
      422,
      'activities.starts_at_out_of_range',
      '/startsAt',
    ],
    [
      'the organization of another',
      () => ({ organizationId: sibling.id }),
      404,
      'activities.organization_not_found',
      '/organizationId',
    ],
    [
      'an organization that is none',
      () => ({ organizationId: randomUUID() }),
      404,
      'activities.organization_not_found',
      '/organizationId',
    ],
  ])('a plan of %s', async (_, change, status, code, pointer) => {
    const before = await written();
    const answer = await plan(change());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(await written()).toEqual(before);
  });

  it('a plan of an organization that is dissolved', async () => {
    const { directory } = activities;
    const closed = directory.organization('branch', branch, { dissolvedOn: '2026-11-20' });
    await activities.pull();
    const { body } = await plan({ organizationId: closed.id });
    expect(body.code).toBe('activities.organization_dissolved');
    expect(
      (await plan({ organizationId: closed.id, startsAt: '2026-11-19T09:00:00+08:00' })).status,
    ).toBe(201);
  });

  it('a body that is no JSON, or not safe to read', async () => {
    const before = await written();
    const deep = `{"title":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    for (const [type, bytes, status, code] of [
      ['application/json', '{"title":', 400, 'request.malformed'],
      ['application/json', deep, 400, 'request.malformed'],
      [
        'application/json',
        JSON.stringify(activities.plan(branch, { title: 'a\0b' })),
        400,
        'request.malformed',
      ],
      ['application/json', '{"__proto__":{"title":"x"}}', 400, 'request.malformed'],
      ['application/json', '[]', 400, 'request.invalid'],
      ['application/json', 'null', 400, 'request.invalid'],
      ['application/json', `{"title":"${'x'.repeat(1_100_000)}"}`, 413, 'request.too_large'],
      ['application/x-www-form-urlencoded', 'title=x', 415, 'request.unsupported_media_type'],
      ['text/plain', '{}', 415, 'request.unsupported_media_type'],
    ] as const) {
      const answer = await activities.raw(secretary.accountId, '/v1/activities', type, bytes);
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([status, code]);
      expect(answer.type).toBe('application/problem+json');
    }
    expect(await written()).toEqual(before);
  });

  describe('a record', () => {
    let id: string;
    beforeAll(async () => {
      id = await activities.planned(secretary.accountId, branch);
    });
    const hold = (body: object, of = id) =>
      activities.post(secretary.accountId, `/v1/activities/${of}/hold`, body);
    const everybody = () => attendanceOf(people);
    const present = (personId: string) => ({ personId, status: 'present' });

    it.each<[string, () => object, number, string, string]>([
      ['without attendance', () => ({ minutes: 'x' }), 400, 'request.invalid', '/attendance'],
      ['of nobody', () => ({ attendance: [] }), 400, 'request.invalid', '/attendance'],
      ['of null', () => ({ attendance: [null] }), 400, 'request.invalid', '/attendance/0'],
      [
        'of more than 2000',
        () => ({ attendance: Array.from({ length: 2001 }, () => present(randomUUID())) }),
        400,
        'request.invalid',
        '/attendance',
      ],
      [
        'with an id that is none',
        () => ({ attendance: [...everybody(), present('x')] }),
        400,
        'request.invalid',
        '/attendance/3/personId',
      ],
      [
        'that says made up',
        () => ({ attendance: [{ personId: people[0]?.id, status: 'made_up' }] }),
        400,
        'request.invalid',
        '/attendance/0/status',
      ],
      [
        'with an unknown field inside',
        () => ({ attendance: [{ ...everybody()[0], revision: 9 }] }),
        400,
        'request.invalid',
        '/attendance/0/revision',
      ],
      [
        'with ten pieces of evidence',
        () => ({
          attendance: everybody(),
          evidence: Array.from({ length: 10 }, () => ({ kind: 'note', value: 'x' })),
        }),
        400,
        'request.invalid',
        '/evidence',
      ],
      [
        'of a stranger',
        () => ({ attendance: [...everybody(), present(stranger.id)] }),
        422,
        'activities.attendance_invalid',
        '/attendance/3/personId',
      ],
      [
        'of a person that is none',
        () => ({ attendance: [...everybody(), present(randomUUID())] }),
        422,
        'activities.attendance_invalid',
        '/attendance/3/personId',
      ],
      [
        'of one twice, in capitals',
        () => ({ attendance: [...everybody(), present((people[1]?.id ?? '').toUpperCase())] }),
        422,
        'activities.attendance_invalid',
        '/attendance/3/personId',
      ],
      [
        'of one exempt without reason',
        () => ({ attendance: everybody().map((entry) => ({ ...entry, status: 'exempt' })) }),
        422,
        'activities.attendance_invalid',
        '/attendance/0/reason',
      ],
      [
        'with a link that runs',
        () => ({
          attendance: everybody(),
          evidence: [{ kind: 'link', value: 'javascript:alert(1)' }],
        }),
        422,
        'activities.evidence_invalid',
        '/evidence/0/value',
      ],
      [
        'with a lecturer of no lecture',
        () => ({ attendance: everybody(), lecturerIds: [people[0]?.id] }),
        422,
        'activities.lecturers_invalid',
        '/lecturerIds',
      ],
    ])('%s', async (_, body, status, code, pointer) => {
      const before = await written();
      const answer = await hold(body());
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.body.errors.map((error) => error.pointer)).toContain(pointer);
      expect(await written()).toEqual(before);
    });

    it('with ids in capitals is the same as one without', async () => {
      const own = await activities.planned(secretary.accountId, branch, { types: ['member_day'] });
      const attendance = everybody().map((entry) => ({
        ...entry,
        personId: entry.personId.toUpperCase(),
      }));
      expect((await hold({ attendance }, own)).status).toBe(200);
      const twice = await hold({ attendance: [...attendance, everybody()[0]] }, own);
      expect(twice.body.errors).toMatchObject([
        { pointer: '/attendance/3/personId', code: 'duplicate' },
      ]);
    });

    it('that leaves out who was due names them', async () => {
      const before = await written();
      const { status, body } = await hold({ attendance: everybody().slice(0, 1), minutes: 'x' });
      expect([status, body.code, body['missing']]).toEqual([
        422,
        'activities.attendance_incomplete',
        2,
      ]);
      const named = body.errors.map((error) => error.message).join();
      for (const person of people.slice(1)) expect(named).toContain(person.id);
      expect(await written()).toEqual(before);
    });

    it('of what lies in the future', async () => {
      const future = await activities.planned(secretary.accountId, branch, {
        startsAt: '2026-11-22T10:00:01+08:00',
      });
      const before = await written();
      const answer = await hold({ attendance: everybody(), minutes: 'x' }, future);
      expect([answer.status, answer.body.code]).toEqual([422, 'activities.not_yet_held']);
      expect(await written()).toEqual(before);
    });

    it('of an id that is none, or nobody’s', async () => {
      for (const [of, status, code] of [
        ['undefined', 400, 'request.invalid'],
        [randomUUID(), 404, 'activities.not_found'],
      ] as const)
        expect([
          (await hold({ attendance: everybody() }, of)).status,
          (await hold({ attendance: everybody() }, of)).body.code,
        ]).toEqual([status, code]);
    });
  });

  it.each([
    '?nonsense=1',
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?status=gone',
    '?type=party',
    '?month=2026-13',
    '?organizationId=x',
    '?constructor=1',
    '?status=held&status=filed',
  ])('a list with %s', async (filter) => {
    const { status, body } = await activities.get(secretary.accountId, `/v1/activities${filter}`);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.errors[0]?.pointer).toMatch(/^\?/);
  });
});
