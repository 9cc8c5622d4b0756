import type { ActivityType, AttendanceStatus } from '#libs/contracts';
import type {
  OracleActivity,
  OracleInput,
  OracleMembership,
  OracleOrganization,
  SchemeDefinition,
  SchemeIndicator,
} from './input.js';
import { type OracleMonth, scoreMonth } from './oracle.js';
import type { OracleScore } from './score.js';

const bands = [
  { grade: 'excellent', from: 9000 },
  { grade: 'good', from: 8000 },
  { grade: 'fair', from: 6000 },
  { grade: 'below_standard', from: 0 },
] as const;

function scheme(
  indicators: readonly SchemeIndicator[],
  more: Partial<SchemeDefinition> = {},
): SchemeDefinition {
  return { base: 6000, taskMaximum: 4000, applies: {}, bands, indicators, ...more };
}

const attends = (type: ActivityType, maximum = 1000): SchemeIndicator => ({
  key: type,
  metric: `attendance.${type}`,
  kind: 'task',
  maximum,
  period: 'month',
});
const holds = (
  type: ActivityType,
  period: 'month' | 'quarter' | 'year',
  maximum = 600,
): SchemeIndicator => ({
  key: type,
  metric: `held.${type}`,
  kind: 'task',
  maximum,
  target: 1,
  period,
});
const aggregate = (metric: string, maximum = 1000): SchemeIndicator => ({
  key: metric,
  metric,
  kind: 'task',
  maximum,
  period: 'month',
});

const organization = (
  id: string,
  parentId: string | null,
  type: OracleOrganization['type'],
  category: OracleOrganization['category'] = null,
): OracleOrganization => ({
  id,
  parentId,
  type,
  category,
  foundedOn: '2000-01-01',
  dissolvedOn: null,
});

const organizations = [
  organization('root', null, 'committee'),
  organization('branch', 'root', 'branch', 'production'),
  organization('group', 'branch', 'group', 'production'),
];
const member = (personId: string, more: Partial<OracleMembership> = {}): OracleMembership => ({
  personId,
  organizationId: 'group',
  memberKind: 'full',
  startsOn: '2010-01-01',
  endsOn: null,
  ...more,
});

let activities = 0;
function activity(
  types: readonly ActivityType[],
  heldOn: string,
  attendance: Readonly<Record<string, AttendanceStatus>>,
  more: Partial<OracleActivity> = {},
): OracleActivity {
  activities += 1;
  const lists = Object.entries(attendance);
  return {
    id: `activity-${activities}`,
    organizationId: 'branch',
    types,
    heldOn,
    attendance: lists,
    lecturers: [],
    ...more,
  };
}

interface Case extends Partial<OracleInput> {
  readonly member?: SchemeDefinition;
  readonly group?: SchemeDefinition;
  readonly branch?: SchemeDefinition;
}

/** October 2026 unless the case says otherwise; levels without a scheme have one that nobody meets. */
function scored(given: Case): OracleMonth {
  const unmet = scheme([attends('service')]);
  const inForce = (level: 'member' | 'group' | 'branch') => ({
    level,
    version: 1,
    organizationId: null,
    activeFrom: '2020-01',
    definition: given[level] ?? unmet,
  });
  return scoreMonth({
    month: '2026-10',
    organizations,
    memberships: [member('li')],
    activities: [],
    schemes: [inForce('member'), inForce('group'), inForce('branch')],
    ...given,
  });
}

const one = (scores: readonly OracleScore[], subjectId: string): OracleScore | undefined =>
  scores.find((score) => score.subjectId === subjectId);

describe('a member’s score', () => {
  const attendance = scheme([attends('theme_day'), attends('group_meeting')]);

  it('is the base and the share of the tasks that were met', () => {
    const result = scored({
      member: attendance,
      activities: [
        activity(['theme_day'], '2026-10-15', { li: 'present' }),
        activity(['group_meeting'], '2026-10-08', { li: 'made_up' }),
        activity(['group_meeting'], '2026-10-22', { li: 'leave' }),
        activity(['group_meeting'], '2026-09-22', { li: 'absent' }),
      ],
    });
    // 1000 × 1/1 + 1000 × 1/2 of 2000, times 4000
    expect(one(result.member, 'li')).toEqual({
      subjectId: 'li',
      organizationId: 'group',
      score: 9000,
      grade: 'excellent',
      notScored: null,
      lines: [
        { key: 'theme_day', value: 1, target: 1, points: 1000 },
        { key: 'group_meeting', value: 1, target: 2, points: 500 },
      ],
    });
  });

  it('leaves out what was exempt or not due, and is none when nothing is left', () => {
    const activitiesOfLi = [activity(['theme_day'], '2026-10-15', { li: 'exempt' })];
    expect(
      one(scored({ member: attendance, activities: activitiesOfLi }).member, 'li'),
    ).toMatchObject({
      score: null,
      grade: null,
      notScored: 'nothing_applicable',
      lines: [
        { value: 0, target: null, points: 0 },
        { value: 0, target: null, points: 0 },
      ],
    });
    const withMeeting = [
      ...activitiesOfLi,
      activity(['group_meeting'], '2026-10-20', { li: 'present' }),
    ];
    expect(one(scored({ member: attendance, activities: withMeeting }).member, 'li')?.score).toBe(
      10_000,
    );
  });

  it('rounds once, half up, for the whole', () => {
    const meetings = ['2026-10-05', '2026-10-12', '2026-10-19'];
    const activitiesOfLi = meetings.map((day, index) =>
      activity(['theme_day', 'group_meeting'], day, { li: index === 0 ? 'present' : 'leave' }),
    );
    const result = one(scored({ member: attendance, activities: activitiesOfLi }).member, 'li');
    // Twice 333.33 of 2000 times 4000 is 1333.33; the rounded lines would give 1332.
    expect(result?.lines.map(({ points }) => points)).toEqual([333, 333]);
    expect(result?.score).toBe(7333);

    const half = scheme([attends('theme_day', 1)], { base: 0, taskMaximum: 5 });
    const inTwo = [
      activity(['theme_day'], '2026-10-01', { li: 'present' }),
      activity(['theme_day'], '2026-10-02', { li: 'leave' }),
    ];
    // 2.5 points in hundredths; the line’s 0.5.
    const [line] = one(scored({ member: half, activities: inTwo }).member, 'li')?.lines ?? [];
    expect(line?.points).toBe(1);
    expect(one(scored({ member: half, activities: inTwo }).member, 'li')?.score).toBe(3);
  });

  it('adds awards up to their caps and takes deductions, once a record', () => {
    const more = scheme(
      [
        attends('lecture'),
        { key: 'given', metric: 'lecture.given', kind: 'award', pointsEach: 300, cap: 500 },
        {
          key: 'absence',
          metric: 'absence.unexcused',
          kind: 'deduction',
          pointsEach: 200,
          cap: 1000,
        },
      ],
      { awardCap: 400 },
    );
    const result = scored({
      member: more,
      activities: [
        activity(['lecture'], '2026-10-01', { li: 'present' }, { lecturers: ['li'] }),
        activity(['lecture'], '2026-10-02', { li: 'present' }, { lecturers: ['li'] }),
        activity(['theme_day', 'branch_meeting'], '2026-10-15', { li: 'absent' }),
      ],
    });
    expect(one(result.member, 'li')).toMatchObject({
      score: 6000 + 4000 + 400 - 200,
      lines: [
        { value: 2, target: 2, points: 1000 },
        { key: 'given', value: 2, target: null, points: 500 },
        { key: 'absence', value: 1, target: null, points: -200 },
      ],
    });
  });

  it('never falls below nothing, and has a grade by its band', () => {
    const harsh = scheme(
      [
        attends('theme_day'),
        {
          key: 'absence',
          metric: 'absence.unexcused',
          kind: 'deduction',
          pointsEach: 5000,
          cap: 9000,
        },
      ],
      { base: 1000 },
    );
    const result = scored({
      member: harsh,
      activities: [activity(['theme_day'], '2026-10-15', { li: 'absent' })],
    });
    expect(one(result.member, 'li')).toMatchObject({ score: 0, grade: 'below_standard' });
  });

  it('has its grade lowered by a veto, and none for a candidate', () => {
    const strict = scheme([
      attends('theme_day'),
      { key: 'veto', metric: 'absence.unexcused', kind: 'veto', ceilingGrade: 'fair' },
    ]);
    const result = scored({
      member: strict,
      memberships: [member('li'), member('wang'), member('zhao', { memberKind: 'probationary' })],
      activities: [
        activity(['theme_day'], '2026-10-15', { li: 'present', wang: 'present', zhao: 'present' }),
        activity(['service'], '2026-10-16', { li: 'absent' }),
      ],
    });
    expect(one(result.member, 'li')).toMatchObject({ score: 10_000, grade: 'fair' });
    expect(one(result.member, 'wang')).toMatchObject({ score: 10_000, grade: 'excellent' });
    expect(one(result.member, 'zhao')).toMatchObject({ score: 10_000, grade: null });
  });
});

describe('a duty of the quarter', () => {
  const quarterly = scheme([holds('branch_meeting', 'quarter'), holds('theme_day', 'month')]);
  const line = (month: string, meetings: readonly string[]) => {
    const held = meetings.map((day) => activity(['branch_meeting'], day, {}));
    return one(scored({ month, branch: quarterly, activities: held }).branch, 'branch')?.lines[0];
  };

  it('counts in the month in which it is met, and not again', () => {
    expect(line('2026-10', ['2026-10-20'])).toMatchObject({ value: 1, target: 1, points: 600 });
    expect(line('2026-11', ['2026-10-20'])).toMatchObject({ value: 1, target: null, points: 0 });
    expect(line('2026-11', ['2026-10-20', '2026-11-20'])).toMatchObject({ value: 2, target: null });
    expect(line('2026-12', ['2026-10-20'])).toMatchObject({ value: 1, target: null });
  });

  it('is missed in the month in which the quarter closes, and begins anew in the next', () => {
    expect(line('2026-11', [])).toMatchObject({ value: 0, target: null, points: 0 });
    expect(line('2026-12', [])).toMatchObject({ value: 0, target: 1, points: 0 });
    expect(line('2026-10', ['2026-09-30'])).toMatchObject({ value: 0, target: null });
    expect(line('2026-12', ['2026-12-31'])).toMatchObject({ value: 1, target: 1, points: 600 });
  });

  it('of the year closes in December', () => {
    const yearly = scheme([
      holds('organizational_life_meeting', 'year'),
      holds('theme_day', 'month'),
    ]);
    const lineOf = (month: string, day: string) =>
      one(
        scored({
          month,
          branch: yearly,
          activities: [activity(['organizational_life_meeting'], day, {})],
        }).branch,
        'branch',
      )?.lines[0];
    expect(lineOf('2026-12', '2026-01-20')).toMatchObject({ value: 1, target: null });
    expect(lineOf('2026-12', '2025-12-20')).toMatchObject({ value: 0, target: 1, points: 0 });
  });
});

describe('a unit’s score', () => {
  const memberScheme = scheme([attends('theme_day')], { applies: { categories: ['production'] } });
  const units = scheme([
    aggregate('members.average_score'),
    aggregate('groups.average_score'),
    aggregate('members.attendance_rate'),
    holds('group_meeting', 'month'),
  ]);
  const tree = [
    ...organizations,
    organization('other', 'branch', 'group', 'production'),
    organization('old', 'root', 'branch', 'retired'),
  ];
  const result = scored({
    organizations: tree,
    member: memberScheme,
    group: units,
    branch: units,
    memberships: [
      member('li'),
      member('wang'),
      member('zhao', { organizationId: 'branch' }),
      member('qian', { organizationId: 'old' }),
    ],
    activities: [
      activity(['theme_day'], '2026-10-15', { li: 'present', wang: 'leave', zhao: 'present' }),
      activity(['theme_day'], '2026-10-16', { wang: 'present', qian: 'present' }),
      activity(
        ['group_meeting'],
        '2026-10-20',
        { li: 'exempt', wang: 'present' },
        { organizationId: 'group' },
      ),
      activity(
        ['group_meeting'],
        '2026-10-27',
        { li: 'present', wang: 'absent' },
        { organizationId: 'group' },
      ),
    ],
  });

  it('averages the members who were scored, and all attendance of all members', () => {
    expect(result.member.map(({ subjectId, score }) => [subjectId, score])).toEqual([
      ['li', 10_000],
      ['wang', 8000],
      ['zhao', 10_000],
      ['qian', null],
    ]);
    expect(one(result.group, 'group')).toMatchObject({
      lines: [
        { value: 9000, target: 10_000, points: 900 },
        { value: 0, target: null, points: 0 },
        // li 1 of 1 and 1 of 1, wang 1 of 2 and 1 of 2
        { value: 4, target: 6, points: 667 },
        { value: 2, target: 1, points: 600 },
      ],
      // (900 + 666.67 + 600) of 2600, times 4000
      score: 6000 + 3333,
      grade: 'excellent',
    });
  });

  it('counts a branch’s own members and those of its groups, and the groups that were scored', () => {
    // 28000 / 3
    expect(one(result.branch, 'branch')?.lines).toEqual([
      { key: 'members.average_score', value: 9333, target: 10_000, points: 933 },
      { key: 'groups.average_score', value: 7667, target: 10_000, points: 767 },
      { key: 'members.attendance_rate', value: 5, target: 7, points: 714 },
      { key: 'group_meeting', value: 0, target: 1, points: 0 },
    ]);
  });

  it('of an empty group rests on its own duties', () => {
    expect(one(result.group, 'other')).toMatchObject({
      lines: [{ target: null }, { target: null }, { target: null }, { value: 0, target: 1 }],
      score: 6000,
      grade: 'fair',
    });
  });

  it('looks at those whom the scheme does not score for their attendance only', () => {
    expect(one(result.member, 'qian')).toMatchObject({ notScored: 'category', lines: [] });
    expect(one(result.branch, 'old')?.lines).toMatchObject([
      { value: 0, target: null },
      { value: 0, target: null },
      { value: 1, target: 1 },
      { value: 0, target: 1 },
    ]);
  });
});

describe('the roster', () => {
  it('has who belongs there at the end of the month', () => {
    const result = scored({
      memberships: [
        member('stays', { endsOn: '2026-11-01' }),
        member('left', { endsOn: '2026-10-31' }),
        member('comes', { startsOn: '2026-10-31' }),
        member('later', { startsOn: '2026-11-01' }),
        member('elsewhere', { organizationId: 'unknown' }),
      ],
    });
    expect(result.member.map(({ subjectId }) => subjectId)).toEqual(['stays', 'comes']);
  });

  it('has no unit that is not founded yet, or no more', () => {
    const gone = { ...organization('gone', 'branch', 'group'), dissolvedOn: '2026-10-31' };
    const next = { ...organization('next', 'branch', 'group'), foundedOn: '2026-11-01' };
    const result = scored({ organizations: [...organizations, gone, next] });
    expect(result.group.map(({ subjectId }) => subjectId)).toEqual(['group']);
  });
});

describe('the scheme in force', () => {
  const version = (
    organizationId: string | null,
    number: number,
    activeFrom: string,
    base: number,
  ) => ({
    level: 'member' as const,
    version: number,
    organizationId,
    activeFrom,
    definition: scheme([attends('theme_day')], { base }),
  });
  const others = (['group', 'branch'] as const).map((level) => ({
    level,
    version: 1,
    organizationId: null,
    activeFrom: '2020-01',
    definition: scheme([attends('service')]),
  }));
  const baseOf = (...versions: ReturnType<typeof version>[]): number => {
    const held = [activity(['theme_day'], '2026-10-15', { li: 'leave' })];
    const result = scored({ schemes: [...versions, ...others], activities: held });
    return one(result.member, 'li')?.score ?? NaN;
  };

  it('is the latest by then, the root’s own before everybody’s', () => {
    const [first, second] = [version(null, 1, '2020-01', 1), version(null, 2, '2026-10', 2)];
    expect(baseOf(first, second, version(null, 3, '2026-11', 3))).toBe(2);
    expect(baseOf(second, version('root', 1, '2025-01', 4))).toBe(4);
    expect(() => baseOf(version(null, 1, '2026-11', 1))).toThrow('No scheme is in force');
  });
});
