import { planModes, planNodes } from '#libs/testing';
import { traces } from '../src/me/own-data.read-model.js';
import { forgottenReminders } from '../src/reminders/reminders.repository.js';
import { enrol, openAccount } from './members.harness.js';
import { RemindersHarness } from './reminders.harness.js';
import { request, step, type TransferBody, withLetter } from './transfers.harness.js';

const TOLD_ON = '2040-05-20';

let harness: RemindersHarness;
let people: Map<string, string>;
let letters: TransferBody[];

const id = (number: string): string => people.get(number) ?? '';
const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => {
  const database = await harness.service.database.admin('members');
  return (await database.query<T>(text, values)).rows;
};

/** Two probations, two terms and two letters come near, and are told on one day. */
beforeAll(async () => {
  harness = await RemindersHarness.start();
  const onProbation = { name: '张伟', kind: '预备党员', admittedOn: '2039-06-01' };
  people = await enrol(harness.admin, [
    { number: 'P1', code: 'XZ-1', ...onProbation },
    { number: 'P2', code: 'XZ-1', ...onProbation },
    ...['F1', 'F2'].map((number) => ({ number, name: '陈静', code: 'ZB-1' })),
  ]);
  const { branches, committee } = harness.mine;
  await harness.elected(branches[0], '2037-06-01');
  await harness.elected(committee, '2035-06-01');
  const where = { toOrganizationId: branches[1] };
  letters = [
    await withLetter(harness.admin, id('F1'), where, '2040-03-01'),
    await withLetter(harness.admin, id('F2'), where, '2040-03-01'),
  ];
  await harness.lookOn(TOLD_ON);
});
afterAll(() => harness.stop());

/** Of what there is a reminder, each with its stage, and the year in which it was told. */
async function kept(): Promise<string[]> {
  const { branches, committee } = harness.mine;
  const names = new Map([
    ...['P1', 'P2'].map((number) => [id(number), number] as const),
    [branches[0], 'branch'],
    [committee, 'committee'],
    [letters[0]?.id, 'letter of F1'],
    [letters[1]?.id, 'letter of F2'],
  ]);
  const rows = await sql<{ subject: string; stage: string; year: string }>(
    `select subject_id as subject, stage, to_char(told_at, 'YYYY') as year from reminders`,
  );
  return rows
    .map(({ subject, stage, year }) => `${names.get(subject) ?? subject} ${stage} ${year}`)
    .sort();
}

describe('what was told', () => {
  it('is in what is kept of oneself: of the own probation and letters, and of nobody else’s', async () => {
    const told = async (number: string): Promise<unknown> => {
      const caller = await openAccount(harness.admin, id(number), number.toLowerCase());
      const { body } = await caller.get('/v1/me/data').expect(200);
      return (body as { reminders: unknown }).reminders;
    };
    const near = { stage: 'near', dueOn: '2040-06-01', toldAt: expect.any(String) as string };
    expect(await told('P1')).toEqual([
      { kind: 'probation', organizationName: '组织ZB-1', ...near },
    ]);
    expect(await told('F1')).toEqual([{ kind: 'letter', organizationName: '组织ZB-2', ...near }]);
  });

  it('is forgotten two years later if it waits no longer, and only then', async () => {
    const all = ['P1', 'P2', 'branch', 'committee', 'letter of F1', 'letter of F2'];
    expect(await kept()).toEqual(all.map((what) => `${what} near 2040`));
    const { branches, committee } = harness.mine;
    const day = '2040-06-01';
    harness.today(day);
    await harness.decided(id('P1'), 'confirm', { changedOn: day });
    await harness.elected(branches[0], day);
    await step(harness.admin, letters[0]?.id ?? '', 'accept', day).expect(200);

    // Two years to the day; what has passed since is told meanwhile.
    await harness.lookOn('2042-05-20');
    const overdue = ['P2', 'committee', 'letter of F2'].map((what) => `${what} overdue 2042`);
    expect(await kept()).toEqual([...all.map((what) => `${what} near 2040`), ...overdue].sort());
    expect(await harness.lookOn('2042-05-21')).toEqual([]);
    const waiting = ['P2', 'committee', 'letter of F2'].map((what) => `${what} near 2040`);
    expect(await kept()).toEqual([...waiting, ...overdue].sort());

    await harness.decided(id('P2'), 'cancel-probation', { changedOn: '2042-05-21' });
    await harness.elected(committee, '2042-05-21');
    await request(harness.admin, id('F2'), { toOrganizationId: branches[1] }, '2042-05-21').expect(
      201,
    );
    expect(await harness.lookOn('2042-05-22')).toEqual([]);
    expect(await kept()).toEqual(overdue);
    await harness.lookOn('2044-05-21');
    expect((await kept()).filter((one) => one.endsWith('2042'))).toEqual([]);
  });

  it('is forgotten to the last, in more than one bite', async () => {
    await sql(
      `insert into reminders (kind, stage, subject_id, organization_id, due_on, told_at)
       select (array['probation', 'election', 'letter'])[1 + n % 3], 'near', uuidv7(), $1, '2040-01-01', '2040-01-01'
       from generate_series(1, 2500) n`,
      [harness.mine.committee],
    );
    await harness.lookOn('2044-05-22');
    expect(await sql(`select from reminders where told_at < '2042-05-22'`)).toEqual([]);
  });

  it('is told all the same when what is old cannot be forgotten', async () => {
    await sql(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no luck'; end $$;
       create trigger refuse before delete on reminders for each row execute function refuse()`,
    );
    await sql(
      `insert into reminders (kind, stage, subject_id, organization_id, due_on, told_at)
       values ('probation', 'near', uuidv7(), $1, '2040-01-01', '2040-01-01')`,
      [harness.mine.committee],
    );
    const branch = harness.mine.branches[1];
    await harness.elected(branch, '2041-06-01');
    const old = () => sql(`select from reminders where told_at < '2041-01-01'`);
    expect(await harness.lookOn('2044-05-23')).toMatchObject([{ subjectId: branch }]);
    expect(await old()).toHaveLength(1);
    await sql('drop trigger refuse on reminders; drop function refuse');
    expect(await harness.lookOn('2044-05-24')).toEqual([]);
    expect(await old()).toHaveLength(0);
  });
});

describe('among many that were told', () => {
  beforeAll(() =>
    sql(
      `insert into reminders (kind, stage, subject_id, organization_id, due_on, told_at)
       select 'probation', 'near', uuidv7(), $1, '2044-05-01', '2044-04-01' from generate_series(1, 20000)`,
      [harness.mine.committee],
    ),
  );

  it('the old ones are found by their index', async () => {
    const database = await harness.service.database.admin('members');
    // Planned with its values, always: it has no name.
    const nodes = await planNodes(database, 'force_custom_plan', forgottenReminders, [
      `'2044-06-01'`,
    ]);
    const reads = nodes.filter((node) => node['Relation Name'] === 'reminders');
    expect(reads.map((node) => node['Index Name'])).toContain('reminders_told');
    expect(reads.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });

  it.each(planModes)('one’s own are read by index (%s)', async (mode) => {
    const database = await harness.service.database.admin('members');
    const nodes = await planNodes(database, mode, traces, [`'${id('P1')}'`, `'${id('P2')}'`]);
    const reads = nodes.filter((node) => node['Relation Name'] === 'reminders');
    expect(reads.map((node) => node['Index Name'] ?? node['Node Type'])).toEqual(
      expect.arrayContaining(['reminders_told_once']),
    );
    expect(reads.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});
