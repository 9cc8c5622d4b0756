import fc from 'fast-check';
import { DomainError } from '#libs/contracts';
import {
  type ActivityCommand,
  type ActivityStatus,
  activityStatuses,
  advance,
  type CommandName,
  type Lifecycle,
} from './activity-lifecycle.policy.js';

const commands = {
  hold: { name: 'hold', minutes: 'minutes' },
  submit: { name: 'submit', by: 'ann' },
  approve: { name: 'approve', by: 'bob', administrator: false },
  return: { name: 'return', by: 'bob', administrator: false },
  revise: { name: 'revise' },
  cancel: { name: 'cancel' },
  make_up: { name: 'make_up' },
} as const satisfies Record<CommandName, ActivityCommand>;

/** Read it as a page of a rule book: a row a status, a column a command; a dot is a refusal. */
const table = `
            hold   submit     approve  return    revise   cancel     make_up
  planned   held   .          .        .         planned  cancelled  .
  held      held   submitted  .        .         .        .          .
  submitted .      .          filed    returned  .        .          .
  returned  held   .          .        .         .        .          .
  filed     .      .          .        .         .        .          filed
  cancelled .      .          .        .         .        .          .
`;

const [header = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([status = '', ...outcomes]) =>
  outcomes.map((outcome, column) => [status, header[column] ?? '', outcome] as const),
);

const at = (status: ActivityStatus, change: Partial<Lifecycle> = {}): Lifecycle => ({
  status,
  minutes: 'minutes',
  submittedBy: 'ann',
  reviewedBy: null,
  ...change,
});

describe('the life of an activity', () => {
  it('has a line in the table for every status and every command', () => {
    expect(cells).toHaveLength(activityStatuses.length * Object.keys(commands).length);
    expect(new Set(cells.map(([status]) => status))).toEqual(new Set(activityStatuses));
    expect(new Set(header)).toEqual(new Set(Object.keys(commands)));
  });

  it.each(cells)('%s, %s → %s', (status, command, outcome) => {
    const act = () => advance(at(status as ActivityStatus), commands[command as CommandName]);
    if (outcome !== '.') expect(act().status).toBe(outcome);
    else
      expect(act).toThrow(
        expect.objectContaining({
          code: 'activities.not_in_state',
          extensions: { activityStatus: status },
        }) as Error,
      );
  });

  it.each(['', ' \n\t'])('is not submitted with the minutes %j', (minutes) => {
    expect(() => advance(at('held', { minutes }), commands.submit)).toThrow(
      expect.objectContaining({ code: 'activities.minutes_missing' }) as Error,
    );
  });

  it.each(['approve', 'return'] as const)('%s is not for who submitted it', (name) => {
    const submitted = at('submitted', { submittedBy: 'ann' });
    expect(() => advance(submitted, { name, by: 'ann', administrator: false })).toThrow(
      expect.objectContaining({ code: 'activities.reviewer_is_submitter' }) as Error,
    );
    expect(advance(submitted, { name, by: 'ann', administrator: true }).reviewedBy).toBe('ann');
  });

  it('is never filed but held, submitted with minutes, and approved by another or an administrator', () => {
    const account = fc.constantFrom('ann', 'bob', 'eve');
    const command: fc.Arbitrary<ActivityCommand> = fc.oneof(
      fc.record({ name: fc.constant('hold' as const), minutes: fc.constantFrom('', ' ', 'm') }),
      fc.record({ name: fc.constant('submit' as const), by: account }),
      fc.record({
        name: fc.constantFrom('approve' as const, 'return' as const),
        by: account,
        administrator: fc.boolean(),
      }),
      fc.record({ name: fc.constantFrom('cancel' as const, 'make_up' as const) }),
    );
    let filings = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 20, maxLength: 40 }), (sequence) => {
        let activity: Lifecycle = at('planned', { minutes: '', submittedBy: null });
        const done: ActivityCommand[] = [];
        for (const step of sequence) {
          try {
            activity = advance(activity, step);
            done.push(step);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            // Refused: nothing has changed.
          }
        }
        if (activity.status !== 'filed') return;
        filings += 1;
        const life = done.filter((step) => step.name !== 'make_up');
        const [held, submitted, approved] = life.slice(-3);
        expect(held).toEqual({ name: 'hold', minutes: 'm' });
        expect(submitted?.name).toBe('submit');
        expect(approved?.name).toBe('approve');
        if (submitted?.name === 'submit' && approved?.name === 'approve')
          expect(approved.by !== submitted.by || approved.administrator).toBe(true);
      }),
      { numRuns: 3000 },
    );
    // A property that never meets its case proves nothing.
    expect(filings).toBeGreaterThan(20);
  });
});
