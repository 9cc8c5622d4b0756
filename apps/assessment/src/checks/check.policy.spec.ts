import { monthNumber } from '#libs/calendar';
import { sampleScheme, sampleTask } from '../../test/sample-scheme.js';
import { dutiesOf, unmetMessage } from './check.policy.js';

const scheme = sampleScheme({
  level: 'branch',
  indicators: [
    sampleTask('theme_day', { metric: 'held.theme_day', target: 1 }),
    sampleTask('lecture', { metric: 'held.lecture', target: 2, period: 'quarter' }),
    sampleTask('average', { metric: 'members.average_score' }),
  ],
});
const asked = (month: string) => dutiesOf([scheme], month).map((duty) => duty.metric);

describe('the check of a month', () => {
  it('asks for what is due every month, and for nothing that is computed', () => {
    expect(asked('2026-10')).toEqual(['held.theme_day']);
  });

  it('asks for a quarter when it closes, from its first month on', () => {
    expect(asked('2026-12')).toEqual(['held.theme_day', 'held.lecture']);
    const [, lecture] = dutiesOf([scheme], '2026-12');
    expect(lecture?.firstMonth).toBe(monthNumber('2026-10'));
  });

  it('asks members for nothing', () => {
    const members = sampleScheme({ indicators: [sampleTask('lecture', { target: 1 })] });
    expect(dutiesOf([members], '2026-12')).toEqual([]);
  });

  it('says what is missing in both languages', () => {
    const [, lecture] = dutiesOf([scheme], '2026-12');
    if (!lecture) throw new Error('the lecture is asked for');
    expect(unmetMessage(lecture, 1)).toEqual({
      zh: '本季度应召开党课 2 次，已备案 1 次',
      en: 'lecture held: 2 due this quarter, 1 filed',
    });
  });
});
