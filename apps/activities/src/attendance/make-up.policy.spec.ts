import { refuseMakeUpDay } from './make-up.policy.js';

const reason = (madeUpOn: string, today = '2026-12-31', within = 30): string | undefined => {
  try {
    refuseMakeUpDay(madeUpOn, '2026-10-15', today, within);
    return undefined;
  } catch (error) {
    return (error as { errors: { code: string }[] }).errors[0]?.code;
  }
};

describe('the day of a make-up', () => {
  it.each([
    ['2026-10-14', 'before_activity'],
    ['2026-10-15', undefined],
    ['2026-11-14', undefined],
    ['2026-11-15', 'too_late'],
  ])('%s → %s', (day, expected) => {
    expect(reason(day)).toBe(expected);
  });

  it('is not in the future', () => {
    expect(reason('2026-10-21', '2026-10-20')).toBe('future');
    expect(reason('2026-10-20', '2026-10-20')).toBeUndefined();
  });
});
