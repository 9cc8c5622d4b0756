import { eventually, planModes, planNodes } from '#libs/testing';
import { DailyLook } from '../src/reminders/daily-look.js';
import { waitingPages } from '../src/reminders/reminders.read-model.js';
import { enrol } from './members.harness.js';
import { outline, RemindersHarness } from './reminders.harness.js';
import { withLetter } from './transfers.harness.js';

let harness: RemindersHarness;

/** A probation and a letter, which nobody decides. */
beforeAll(async () => {
  harness = await RemindersHarness.start();
  const people = await enrol(harness.admin, [
    { number: 'P1', name: '张伟', code: 'XZ-1', kind: '预备党员', admittedOn: '2039-05-01' },
    { number: 'F1', name: '陈静', code: 'ZB-1' },
  ]);
  const where = { toOrganizationId: harness.mine.branches[1] };
  await withLetter(harness.admin, people.get('F1') ?? '', where, '2040-03-01');
});
afterAll(() => harness.stop());

describe('the daily look', () => {
  it('is made once a day, by the day in Shanghai', async () => {
    const look = harness.service.app.get(DailyLook);
    harness.clock.set(new Date('2045-12-14T15:59:00Z'));
    await look.look();
    const before = (await harness.told()).length;
    const [branch] = harness.mine.branches;
    await harness.elected(branch, '2044-01-01');
    harness.clock.set(new Date('2045-12-14T15:59:59Z'));
    await look.look();
    await harness.elected(branch, '2043-01-01');
    await look.look();
    expect(await harness.told()).toHaveLength(before);
    harness.clock.set(new Date('2045-12-14T16:00:00Z'));
    await look.look();
    expect(outline((await harness.told()).slice(before))).toContainEqual([
      'near',
      '2046-01-01',
      branch,
    ]);
  });

  it('is made from the start on: what fell due while nobody was up is told', async () => {
    harness.today('2045-12-20');
    const branch = harness.mine.branches[1];
    await harness.elected(branch, '2043-02-01');
    const started = await harness.copy();
    try {
      await eventually(async () => {
        const told = await harness.told();
        expect(outline(told)).toContainEqual(['near', '2046-02-01', branch]);
      });
    } finally {
      await started.stop();
    }
  });

  it('tells hundreds in sets of five hundred at most, and nothing of a person', async () => {
    const items = Array.from({ length: 600 }, (_, n) => ({
      parentId: harness.mine.committee,
      type: 'branch',
      category: 'office',
      code: `M-${n}`,
      name: `支部${n}`,
      foundedOn: '2026-01-01',
    }));
    await harness.admin.post('/v1/organizations/batch', { mode: 'atomic', items }).expect(200);
    const database = await harness.service.database.admin('members');
    await database.query(
      `update organizations set elected_on = '2040-01-01' where code like 'M-%'`,
    );
    const before = (await harness.sets()).length;
    await harness.lookOn('2046-01-15');
    const sizes = (await harness.sets()).slice(before).map((set) => set.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(600);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);

    const told = await harness.told();
    expect(new Set(told.map(({ kind }) => kind)).size).toBe(3);
    const kept = JSON.stringify([
      told,
      (await database.query('select to_jsonb(reminder) from reminders reminder')).rows,
    ]);
    for (const name of ['张伟', '陈静', '支部', 'P1', 'F1']) expect(kept).not.toContain(name);
  });
});

describe('among many', () => {
  it.each(planModes)('probations are read by their index (%s)', async (mode) => {
    const database = await harness.service.database.admin('members');
    await database.query(
      `with person as (insert into people (id, root_id, employee_number, name, sex, born_on, citizen_number_sealed,
           citizen_number_index)
         select uuidv7(), $1, $3 || number, '众' || number, '1', '1980-01-01', '\\x00', sha256(($3 || number)::bytea)
         from generate_series(1, 10000) as number returning id)
       insert into memberships (person_id, organization_id, kind, admitted_on, starts_on)
       select id, $2, 'full', '2000-01-01', '2000-01-01' from person`,
      [harness.mine.committee, harness.mine.groups[1], mode === 'force_custom_plan' ? 'c' : 'g'],
    );
    const { text, first } = waitingPages.probation;
    const nodes = await planNodes(
      database,
      mode,
      { text },
      first.map((position) => `'${position}'`),
    );
    expect(nodes.map((node) => node['Index Name'])).toContain('memberships_probationary');
    const read = nodes.filter((node) => node['Relation Name'] === 'memberships');
    expect(read.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});
