import { DailyLook } from '../src/reminders/daily-look.js';
import { enrol } from './members.harness.js';
import { outline, RemindersHarness } from './reminders.harness.js';
import { step, withLetter } from './transfers.harness.js';

const probationary = { kind: '预备党员' };
let harness: RemindersHarness;
let people: Map<string, string>;

beforeAll(async () => {
  harness = await RemindersHarness.start();
  people = await enrol(harness.admin, [
    { number: 'P1', name: '张伟', code: 'XZ-1', ...probationary, admittedOn: '2039-05-01' },
    { number: 'P2', name: '王芳', code: 'ZB-2', ...probationary, admittedOn: '2040-02-29' },
    ...['F1', 'F2', 'F3', 'F4'].map((number) => ({ number, name: '陈静', code: 'ZB-1' })),
  ]);
});
afterAll(() => harness.stop());

const id = (number: string): string => people.get(number) ?? '';
/** Nobody is admitted on a day to come. */
const admitted = async (number: string, name: string, code: string, on: string): Promise<void> => {
  harness.today(on);
  people = await enrol(harness.admin, [{ number, name, code, ...probationary, admittedOn: on }]);
};
const decide = (number: string, what: string, body: object): Promise<void> =>
  harness.decided(id(number), what, body);

describe('a probation', () => {
  it('is told once when its end comes near, to the branch of the group', async () => {
    expect(await harness.lookOn('2040-03-31')).toEqual([]);
    expect(await harness.lookOn('2040-04-01')).toEqual([
      {
        v: 1,
        reminderId: expect.any(String) as string,
        kind: 'probation',
        stage: 'near',
        subjectId: id('P1'),
        organizationId: harness.mine.branches[0],
        personId: id('P1'),
        dueOn: '2040-05-01',
      },
    ]);
    expect(await harness.lookOn('2040-04-02')).toEqual([]);
    expect(await harness.lookOn('2040-05-01')).toEqual([]);
  });

  it('is told once more when its day has passed without a decision', async () => {
    expect(outline(await harness.lookOn('2040-05-02'))).toEqual([
      ['overdue', '2040-05-01', harness.mine.branches[0]],
    ]);
    expect(await harness.lookOn('2040-08-01')).toEqual([]);
  });

  it('that is extended is told anew, by its new day', async () => {
    await decide('P1', 'extend-probation', { changedOn: '2040-08-01', until: '2040-11-01' });
    expect(await harness.lookOn('2040-08-02')).toEqual([]);
    expect(outline(await harness.lookOn('2040-10-02'))).toEqual([
      ['near', '2040-11-01', harness.mine.branches[0]],
    ]);
  });

  it('goes on as another row when the member floats, and is not told again for it', async () => {
    harness.today('2040-10-03');
    await decide('P1', 'standing', {
      standing: 'floating',
      changedOn: '2040-10-03',
      host: '太原市某街道党工委',
      contactPersonId: id('F1'),
    });
    expect(await harness.lookOn('2040-10-04')).toEqual([]);
  });

  it('is told to the branch that has taken the member in', async () => {
    const where = { toOrganizationId: harness.mine.branches[1] };
    const { id: transfer } = await withLetter(harness.admin, id('P1'), where, '2040-10-04');
    await step(harness.admin, transfer, 'accept', '2040-10-04').expect(200);
    expect(outline(await harness.lookOn('2040-10-05'))).toEqual([
      ['near', '2040-11-01', harness.mine.branches[1]],
    ]);
  });

  it('that is confirmed before the look is told to nobody', async () => {
    harness.today('2040-11-01');
    await decide('P1', 'confirm', { changedOn: '2040-11-01' });
    expect(await harness.lookOn('2040-11-02')).toEqual([]);
  });

  it('that nobody looked at for weeks is told as it stands, and once', async () => {
    expect(outline(await harness.lookOn('2041-04-15'))).toEqual([
      ['overdue', '2041-02-28', harness.mine.branches[1]],
    ]);
    expect(await harness.lookOn('2041-04-16')).toEqual([]);
    await decide('P2', 'cancel-probation', { changedOn: '2041-04-16' });
  });

  it('is told by one of two copies that look at once', async () => {
    await admitted('P3', '李娜', 'ZB-2', '2041-06-01');
    const other = await harness.copy();
    try {
      const before = (await harness.told()).length;
      harness.today('2042-05-15');
      await Promise.all([harness.service, other].map(({ app }) => app.get(DailyLook).look()));
      const told = (await harness.told()).slice(before);
      expect(told.map(({ subjectId }) => subjectId)).toEqual([id('P3')]);
    } finally {
      await other.stop();
    }
  });

  it('is noted as told if and only if it is', async () => {
    await admitted('P4', '刘洋', 'ZB-1', '2042-06-20');
    const database = await harness.service.database.admin('members');
    const count = async (): Promise<unknown> =>
      (await database.query('select from reminders')).rowCount;
    const before = await count();
    await database.query(
      `alter table outbox add constraint refused check (type <> 'members.reminder.due') not valid`,
    );
    expect(await harness.lookOn('2043-06-01')).toEqual([]);
    expect(await count()).toBe(before);
    await database.query('alter table outbox drop constraint refused');
    // The same day: a look that failed is made again.
    expect(outline(await harness.lookOn('2043-06-01'))).toEqual([
      ['near', '2043-06-20', harness.mine.branches[0]],
      ['overdue', '2042-06-01', harness.mine.branches[1]],
    ]);
  });
});

describe('a term', () => {
  it('is told to the organization by its rule, and is silent once it has elected', async () => {
    const [branch] = harness.mine.branches;
    await harness.elected(branch, '2040-03-01');
    await harness.elected(harness.mine.committee, '2038-03-01');
    const told = await harness.lookOn('2042-12-16');
    expect(told).toEqual([
      {
        v: 1,
        reminderId: expect.any(String) as string,
        kind: 'election',
        stage: 'near',
        subjectId: harness.mine.committee,
        organizationId: harness.mine.committee,
        personId: null,
        dueOn: '2043-03-01',
      },
      expect.objectContaining({ subjectId: branch, dueOn: '2043-03-01' }),
    ]);
    await harness.elected(branch, '2042-12-16');
    expect(outline(await harness.lookOn('2043-03-01')).slice(-1)).toEqual([
      ['overdue', '2043-03-01', harness.mine.committee],
    ]);
    await harness.elected(harness.mine.committee, '2043-03-01');
    expect(await harness.lookOn('2043-03-02')).toEqual([]);
  });
});

describe('a letter of transfer', () => {
  it('is told to the branch that is to answer, and when it has run out to the one that issued it', async () => {
    harness.today('2043-04-01');
    const where = { toOrganizationId: harness.mine.groups[1] };
    const letter = await withLetter(harness.admin, id('F1'), where, '2043-04-01');
    expect(letter.expiresOn).toBe('2043-07-01');
    expect(await harness.lookOn('2043-06-16')).toEqual([]);
    expect(await harness.lookOn('2043-06-17')).toEqual([
      {
        v: 1,
        reminderId: expect.any(String) as string,
        kind: 'letter',
        stage: 'near',
        subjectId: letter.id,
        organizationId: harness.mine.branches[1],
        personId: id('F1'),
        dueOn: '2043-07-01',
      },
    ]);
    const late = await harness.lookOn('2043-07-02');
    expect(outline(late.filter(({ kind }) => kind === 'letter'))).toEqual([
      ['overdue', '2043-07-01', harness.mine.branches[0]],
    ]);
    expect(await harness.lookOn('2043-07-03')).toEqual([]);
  });

  it('that is answered, or whose member has left, is told to nobody; one to outside to the sender', async () => {
    const day = '2043-08-01';
    harness.today(day);
    const there = { toOrganizationId: harness.mine.branches[1] };
    const { id: accepted } = await withLetter(harness.admin, id('F2'), there, day);
    await step(harness.admin, accepted, 'accept', day).expect(200);
    await withLetter(harness.admin, id('F3'), { toOutside: { name: '某街道党工委' } }, day);
    await withLetter(harness.admin, id('P4'), there, day);
    await decide('P4', 'cancel-probation', { changedOn: day });
    const told = await harness.lookOn('2043-10-20');
    expect(told.map(({ personId, organizationId }) => [personId, organizationId])).toEqual([
      [id('F3'), harness.mine.branches[0]],
    ]);
  });
});

describe('how long before', () => {
  it('is a rule, for the to-dos as well', async () => {
    await admitted('P5', '赵敏', 'ZB-1', '2043-11-10');
    harness.today('2044-07-01');
    const where = { toOrganizationId: harness.mine.branches[1] };
    await withLetter(harness.admin, id('F4'), where, '2044-07-01');
    const probations = async (): Promise<number | undefined> => {
      const { body } = await harness.admin.get('/v1/me/to-dos').expect(200);
      const { toDos } = body as { toDos: { kind: string; count: number }[] };
      return toDos.find(({ kind }) => kind === 'probations_end')?.count;
    };
    await harness.lookOn('2044-09-01');
    const before = (await probations()) ?? 0;
    for (const code of ['letter_notice_days', 'probation_notice_days'])
      await harness.admin
        .post('/v1/rules', { code, value: 90, validFrom: '2044-09-02' })
        .expect(201);
    const told = await harness.lookOn('2044-09-02');
    expect(told.map(({ kind, personId }) => [kind, personId])).toEqual([
      ['probation', id('P5')],
      ['letter', id('F4')],
    ]);
    expect(await probations()).toBe(before + 1);
  });
});
