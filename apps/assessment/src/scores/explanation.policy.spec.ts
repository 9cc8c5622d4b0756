import { monthNumber } from '#libs/calendar';
import { sampleScheme, sampleTask } from '../../test/sample-scheme.js';
import { explain, firstMonthOf, type SourceFact } from './explanation.policy.js';

const month = '2026-11';
const title = { zh: '讲课', en: 'lectures' };
const scheme = sampleScheme({
  indicators: [
    sampleTask('theme_day'),
    sampleTask('lecture', { target: 1, period: 'quarter' }),
    {
      key: 'given',
      kind: 'deduction',
      metric: 'lecture.given',
      pointsEach: 200,
      cap: 400,
      title,
    },
  ],
});

const fact = (metric: string, of: string, overrides: Partial<SourceFact> = {}): SourceFact => ({
  metric,
  month: monthNumber(of),
  activityId: `activity of ${of}`,
  heldOn: `${of}-08`,
  status: 'present',
  ...overrides,
});

describe('an explanation', () => {
  it('tells numbers in points, and deductions as negative', () => {
    const [theme, , given] = explain(
      scheme,
      month,
      { values: [1, 0, 2], targets: [2, null, null], points: [500, 0, -400] },
      [],
    );
    expect(theme).toMatchObject({ value: 1, target: 2, maximum: 10, points: 5, applicable: true });
    expect(theme?.reason).toBeNull();
    expect(given).toMatchObject({ value: 2, maximum: 4, points: -4, applicable: true });
  });

  it.each([
    [0, 'period_open'],
    [1, 'met_before'],
  ])('says why a duty of the quarter done %d times does not count', (done, code) => {
    const lines = explain(
      scheme,
      month,
      { values: [0, done, 0], targets: [null, null, null], points: [0, 0, 0] },
      [],
    );
    expect(lines[1]?.reason?.code).toBe(code);
    expect(lines[0]?.reason?.code).toBe('nothing_due');
  });

  it('names the records of the period that each line counts, with all duties they meet', () => {
    const facts = [
      fact('attendance.lecture', '2026-10'),
      fact('attendance.theme_day', '2026-10'),
      fact('attendance.theme_day', '2026-11'),
    ];
    const [theme, lecture] = explain(
      scheme,
      month,
      { values: [1, 1, 0], targets: [1, null, null], points: [0, 0, 0] },
      facts,
    );
    expect(theme?.sources.map((source) => source.activityId)).toEqual(['activity of 2026-11']);
    expect(lecture?.sources).toEqual([
      {
        activityId: 'activity of 2026-10',
        heldOn: '2026-10-08',
        types: ['lecture', 'theme_day'],
        status: 'present',
      },
    ]);
  });

  it('has no lines for who is outside the scheme', () => {
    expect(explain(scheme, month, { values: [], targets: [], points: [] }, [])).toEqual([]);
  });

  it('looks as far back as the scheme does', () => {
    expect(firstMonthOf(scheme, month)).toBe(monthNumber('2026-10'));
    expect(firstMonthOf(sampleScheme(), month)).toBe(monthNumber(month));
  });
});
