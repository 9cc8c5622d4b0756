import { chunkSizeOf, isUnderWay, mayCancel, mayResume, refuseUnlessOver } from './run.policy.js';

describe('a run', () => {
  it.each([
    ['2026-10', '2026-10-31T15:59:59Z'],
    ['2026-10', '2026-10-01T00:00:00Z'],
    ['2027-01', '2026-10-31T16:00:00Z'],
  ])('of %s is refused at %s, while the month goes on in Shanghai', (month, now) => {
    expect(() => refuseUnlessOver(month, new Date(now))).toThrow('not over');
  });

  it('is taken from the first midnight in Shanghai on', () => {
    expect(() => refuseUnlessOver('2026-10', new Date('2026-10-31T16:00:00Z'))).not.toThrow();
  });

  it('is cut into chunks of like work, never of nobody', () => {
    expect(chunkSizeOf('member', 20_000)).toBe(20_000);
    expect(chunkSizeOf('group', 20_000)).toBe(2500);
    expect(chunkSizeOf('branch', 20_000)).toBe(1667);
    expect(chunkSizeOf('branch', 7)).toBe(1);
  });
});

describe('a run that is', () => {
  it.each([
    ['queued', true, false, true],
    ['scoring', true, false, true],
    ['draft', true, false, false],
    ['failed', true, true, false],
    ['cancelled', false, true, false],
    ['published', false, false, false],
  ] as const)('%s: may be cancelled %s, resumed %s, stopped %s', (status, cancel, resume, stop) => {
    expect([mayCancel(status), mayResume(status), isUnderWay(status)]).toEqual([
      cancel,
      resume,
      stop,
    ]);
  });
});
