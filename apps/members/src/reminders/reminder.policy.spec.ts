import { addDays } from '#libs/calendar';
import type { ReminderStage } from '#libs/contracts';
import { type RuleCode, ruleCodes, type RuleValues } from '../rules/rules.js';
import {
  type OpenLetter,
  type OpenProbation,
  reminderOf,
  type RunningTerm,
} from './reminder.policy.js';

const given: Partial<Record<RuleCode, number>> = {
  probation_months: 12,
  probation_notice_days: 30,
  branch_term_years: 3,
  general_branch_term_years: 3,
  committee_term_years: 5,
  election_notice_months: 6,
  letter_notice_days: 14,
};
const rules = Object.fromEntries(
  ruleCodes.map((code) => [code, given[code] ?? 0]),
) as unknown as RuleValues;

const probation: OpenProbation = {
  kind: 'probation',
  personId: 'person',
  branchId: 'branch',
  admittedOn: '2025-07-01',
  probationUntil: null,
};
const term: RunningTerm = {
  kind: 'election',
  organizationId: 'branch',
  type: 'branch',
  electedOn: '2024-03-01',
};
const letter: OpenLetter = {
  kind: 'letter',
  transferId: 'transfer',
  personId: 'person',
  fromBranchId: 'sender',
  toBranchId: 'receiver',
  expiresOn: '2026-06-15',
};
type Waiting = OpenProbation | RunningTerm | OpenLetter;

const stageOn = (waiting: Waiting, day: string): ReminderStage | undefined =>
  reminderOf(waiting, day, rules)?.stage;
const dueOn = (waiting: Waiting, day: string): string | undefined =>
  reminderOf(waiting, day, rules)?.dueOn;

describe('a probation', () => {
  it('is worth a word thirty days before its end, and again from the day after it', () => {
    expect(stageOn(probation, '2026-05-31')).toBeUndefined();
    expect(reminderOf(probation, '2026-06-01', rules)).toEqual({
      kind: 'probation',
      stage: 'near',
      subjectId: 'person',
      organizationId: 'branch',
      personId: 'person',
      dueOn: '2026-07-01',
    });
    expect(stageOn(probation, '2026-07-01')).toBe('near');
    expect(stageOn(probation, '2026-07-02')).toBe('overdue');
  });

  it('is overdue however long nobody has looked', () => {
    expect(stageOn(probation, '2031-01-01')).toBe('overdue');
  });

  it('of 29 February ends on the 28th of a common year', () => {
    const leap = { ...probation, admittedOn: '2028-02-29' };
    expect(dueOn(leap, '2029-02-01')).toBe('2029-02-28');
    expect([stageOn(leap, '2029-01-28'), stageOn(leap, '2029-01-29')]).toEqual([undefined, 'near']);
    expect([stageOn(leap, '2029-02-28'), stageOn(leap, '2029-03-01')]).toEqual(['near', 'overdue']);
    // A notice that begins on the 29th of February itself.
    const after = { ...probation, admittedOn: '2027-03-30' };
    expect([stageOn(after, '2028-02-28'), stageOn(after, '2028-02-29')]).toEqual([
      undefined,
      'near',
    ]);
  });

  it('that is extended has another day, and is far again', () => {
    const extended = { ...probation, probationUntil: '2027-01-01' };
    expect(stageOn(extended, '2026-07-02')).toBeUndefined();
    expect(reminderOf(extended, '2026-12-02', rules)).toMatchObject({
      stage: 'near',
      dueOn: '2027-01-01',
    });
  });
});

describe('a term', () => {
  it('is worth a word half a year before its end, and is over on its day (支部工作条例 Art. 21)', () => {
    expect(stageOn(term, '2026-08-31')).toBeUndefined();
    expect(reminderOf(term, '2026-09-01', rules)).toEqual({
      kind: 'election',
      stage: 'near',
      subjectId: 'branch',
      organizationId: 'branch',
      personId: null,
      dueOn: '2027-03-01',
    });
    expect([stageOn(term, '2027-02-28'), stageOn(term, '2027-03-01')]).toEqual(['near', 'overdue']);
  });

  it('is that of the kind of organization', () => {
    expect(dueOn({ ...term, type: 'committee' }, '2029-03-01')).toBe('2029-03-01');
    expect(stageOn({ ...term, type: 'committee' }, '2028-08-31')).toBeUndefined();
  });

  it('that began on 29 February ends on the 28th, its notice being of the month', () => {
    const leap = { ...term, electedOn: '2024-02-29' };
    expect(dueOn(leap, '2027-01-01')).toBe('2027-02-28');
    expect([stageOn(leap, '2026-08-27'), stageOn(leap, '2026-08-28')]).toEqual([undefined, 'near']);
  });
});

describe('a letter of transfer', () => {
  it('is for the receiving side to answer as long as it is good, its last day included', () => {
    expect(stageOn(letter, '2026-05-31')).toBeUndefined();
    expect(reminderOf(letter, '2026-06-01', rules)).toEqual({
      kind: 'letter',
      stage: 'near',
      subjectId: 'transfer',
      organizationId: 'receiver',
      personId: 'person',
      dueOn: '2026-06-15',
    });
    expect(stageOn(letter, '2026-06-15')).toBe('near');
  });

  it('that has run out is for the sending side, which goes on answering for the member', () => {
    expect(reminderOf(letter, '2026-06-16', rules)).toMatchObject({
      stage: 'overdue',
      organizationId: 'sender',
    });
  });

  it('to or from outside is for the side that is in the suite', () => {
    for (const day of ['2026-06-15', addDays('2026-06-15', 1)]) {
      expect(reminderOf({ ...letter, toBranchId: null }, day, rules)?.organizationId).toBe(
        'sender',
      );
      expect(reminderOf({ ...letter, fromBranchId: null }, day, rules)?.organizationId).toBe(
        'receiver',
      );
    }
  });
});
