import { isBackfilled, refuseFuture, refuseStart } from './activity-time.policy.js';

const now = new Date('2026-11-22T10:00:00+08:00');

describe('the time of an activity', () => {
  it.each(['1921-07-01T00:00:00+08:00', '2026-11-22T10:00:00+08:00', '2028-11-20T10:00:00+08:00'])(
    'may be %s',
    (start) => {
      expect(() => refuseStart(new Date(start), now)).not.toThrow();
    },
  );

  it.each(['1921-06-30T23:59:59+08:00', '2029-01-01T00:00:00+08:00', '9999-12-31T00:00:00Z'])(
    'may not be %s',
    (start) => {
      expect(() => refuseStart(new Date(start), now)).toThrow(
        expect.objectContaining({ code: 'activities.starts_at_out_of_range' }) as Error,
      );
    },
  );

  it('is not in the future when it is recorded as held', () => {
    expect(() => refuseFuture(now, now)).not.toThrow();
    expect(() => refuseFuture(new Date(now.getTime() + 1), now)).toThrow(
      expect.objectContaining({ code: 'activities.not_yet_held' }) as Error,
    );
  });

  it.each([
    ['2026-10-15', '2026-10-22', 7, false],
    ['2026-10-15', '2026-10-23', 7, true],
    ['2026-02-25', '2026-03-04', 7, false],
    ['2026-10-15', '2026-10-15', 0, false],
    ['2026-10-15', '2026-10-16', 0, true],
  ])('held %s, recorded %s, grace %i: back-filled %s', (held, recorded, grace, expected) => {
    expect(isBackfilled(held, recorded, grace)).toBe(expected);
  });
});
