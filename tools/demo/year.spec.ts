import { createHash } from 'node:crypto';
import { addDays, addMonths } from '#libs/calendar';
import { buildMine, DEMO_SEED } from './mine.js';
import { type PlannedActivity, planYear } from './year.js';

const LAST_MONTH = '2026-10';
const mine = buildMine(DEMO_SEED);
const year = planYear(DEMO_SEED, mine, LAST_MONTH);
const members = new Map(mine.members.map((member) => [member.employeeNumber, member]));

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');
const monthOf = ({ heldOn }: PlannedActivity): string => heldOn.slice(0, 7);
const isFiled = ({ ending }: PlannedActivity): boolean => ending.startsWith('filed');

describe('the demo year', () => {
  it('is the same from the same seed, and another from another', () => {
    expect(hash(planYear(DEMO_SEED, mine, LAST_MONTH))).toBe(hash(year));
    expect(hash(planYear(DEMO_SEED + 1, mine, LAST_MONTH))).not.toBe(hash(year));
  });

  it('is twelve months that end with the last one, in order', () => {
    const months = year.map(monthOf);
    expect([...new Set(months)]).toEqual(
      Array.from({ length: 12 }, (_, index) => addMonths(LAST_MONTH, index - 11)),
    );
    expect(months).toEqual([...months].sort());
  });

  it('has what the rules ask of a branch', () => {
    const counts: Record<string, number> = {};
    for (const type of year.flatMap(({ types }) => types)) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({
      committee_meeting: expect.any(Number),
      theme_day: expect.any(Number),
      branch_meeting: expect.any(Number),
      lecture: expect.any(Number),
      group_meeting: expect.any(Number),
      organizational_life_meeting: expect.any(Number),
      appraisal_meeting: expect.any(Number),
    });
    expect(counts['appraisal_meeting']).toBeGreaterThan(15);
    expect(counts['committee_meeting']).toBeGreaterThan(200);
    expect(counts['theme_day']).toBeGreaterThan(200);
    expect(counts['branch_meeting']).toBeGreaterThan(70);
    expect(counts['lecture']).toBeGreaterThan(70);
    expect(counts['group_meeting']).toBeGreaterThan(250);
    expect(year.length).toBeLessThan(1000);
  });

  it('keeps one record of one event, on the same theme day every month', () => {
    const events = year.map(
      (one) => `${one.organization.code} ${one.types[0]} ${one.heldOn} ${one.time}`,
    );
    expect(new Set(events).size).toBe(events.length);
    expect(year.some(({ types }) => types.join() === 'branch_meeting,theme_day')).toBe(true);
    const themeDays = new Set(
      year
        .filter(({ types }) => types.includes('theme_day'))
        .map(({ branchCode, heldOn }) => `${branchCode} ${heldOn.slice(8)}`),
    );
    expect(themeDays.size).toBe(20);
  });

  it('asks exactly those who are members on the day, and the committee to its meeting', () => {
    for (const { organization, types, heldOn, attendance } of year) {
      const due = mine.members.filter(
        (member) =>
          member.organizationCode.startsWith(organization.code) && member.admittedOn <= heldOn,
      );
      const asked = attendance.map(({ employeeNumber }) => employeeNumber);
      if (types[0] !== 'committee_meeting')
        expect(asked).toEqual(due.map(({ employeeNumber }) => employeeNumber));
      else expect([2, 3]).toContain(asked.length);
    }
    expect(year.some(({ attendance }) => attendance.length === 0)).toBe(false);
  });

  it('excuses those who are away or ill, with a reason, and nobody else', () => {
    const entries = year.flatMap(({ attendance }) => attendance);
    const inPlace = (employeeNumber: string): boolean =>
      members.get(employeeNumber)?.standing === 'regular';
    expect(
      entries.filter(
        ({ employeeNumber, status, reason }) =>
          (status === 'exempt') === inPlace(employeeNumber) ||
          (['exempt', 'leave'].includes(status) && !reason),
      ),
    ).toEqual([]);
    expect(new Set(entries.map(({ status }) => status)).size).toBe(4);
  });

  it('has lectures given by one who was there', () => {
    for (const { types, lecturers, attendance } of year) {
      expect(lecturers).toHaveLength(types.includes('lecture') ? 1 : 0);
      for (const lecturer of lecturers)
        expect(attendance).toContainEqual({ employeeNumber: lecturer, status: 'present' });
    }
    expect(new Set(year.flatMap(({ lecturers }) => lecturers)).size).toBeGreaterThan(40);
  });

  it('makes up within the month what was missed at work, once it is filed', () => {
    const madeUp = year.filter(({ makeUps }) => makeUps.length > 0);
    expect(madeUp.map(monthOf)).toContain(LAST_MONTH);
    for (const one of madeUp) {
      expect(isFiled(one)).toBe(true);
      for (const { employeeNumber, madeUpOn } of one.makeUps) {
        expect(one.attendance).toContainEqual(
          expect.objectContaining({ employeeNumber, status: 'leave' }),
        );
        expect(madeUpOn >= one.heldOn && madeUpOn <= addDays(one.heldOn, 30)).toBe(true);
        expect(madeUpOn.slice(0, 7)).toBe(monthOf(one));
      }
    }
  });

  it('leaves things undone and unfiled in the last month at the weak branches, not at the model ones', () => {
    const last = year.filter((one) => monthOf(one) === LAST_MONTH);
    const heldBy = (code: string): number =>
      last.filter((one) => one.branchCode === code && isFiled(one)).length;
    expect(last.some(({ ending }) => ending === 'held')).toBe(true);
    expect(last.some(({ ending }) => ending === 'submitted')).toBe(true);
    expect(last.some(({ ending }) => ending === 'returned')).toBe(true);
    expect(year.filter((one) => monthOf(one) < LAST_MONTH).every(isFiled)).toBe(true);
    expect(heldBy('WT-0105')).toBeLessThan(4);
    expect(heldBy('WT-0101')).toBeGreaterThanOrEqual(6);
  });

  it('works for whatever month is the last one', () => {
    for (const lastMonth of ['2025-12', '2026-02', '2027-03'])
      expect(new Set(planYear(DEMO_SEED, mine, lastMonth).flatMap(({ types }) => types)).size).toBe(
        7,
      );
  });
});
