import {
  type Entry,
  type Member,
  MOST_PEOPLE,
  quorumWarnings,
  refuseAttendance,
  refuseLecturers,
  withExempt,
} from './attendance.policy.js';

const member = (personId: string, votes = true, exempt = false): Member => ({
  personId,
  name: `N${personId}`,
  votes,
  exempt,
});
const entry = (
  personId: string,
  status: Entry['status'] = 'present',
  reason: string | null = null,
): Entry => ({ personId, status, reason });

function problem(act: () => void): { code: string; errors: string[]; extensions: unknown } | null {
  try {
    act();
    return null;
  } catch (error) {
    const { code, errors, extensions } = error as {
      code: string;
      errors: { pointer: string; code: string }[];
      extensions: unknown;
    };
    return { code, errors: errors.map((e) => `${e.pointer} ${e.code}`), extensions };
  }
}

describe('attendance', () => {
  const members = [member('a'), member('b'), member('c', false)];

  it('is complete when everybody due has a status, whatever it is', () => {
    const entries = [entry('a'), entry('b', 'leave'), entry('c', 'exempt', 'abroad')];
    expect(problem(() => refuseAttendance(entries, members, false))).toBeNull();
  });

  it('names who was left out', () => {
    expect(problem(() => refuseAttendance([entry('a')], members, false))).toEqual({
      code: 'activities.attendance_incomplete',
      errors: ['/attendance missing', '/attendance missing'],
      extensions: { missing: 2 },
    });
  });

  it('points at the foreign, the twice listed and the exempt without a reason, all at once', () => {
    const entries = [entry('a'), entry('x'), entry('b', 'exempt'), entry('a', 'absent')];
    expect(problem(() => refuseAttendance(entries, members, false))).toMatchObject({
      code: 'activities.attendance_invalid',
      errors: [
        '/attendance/1/personId unknown_person',
        '/attendance/2/reason reason_missing',
        '/attendance/3/personId duplicate',
      ],
    });
  });

  it('for those named needs two of them, and nobody else', () => {
    expect(problem(() => refuseAttendance([entry('a'), entry('b')], members, true))).toBeNull();
    expect(problem(() => refuseAttendance([entry('a')], members, true))).toMatchObject({
      code: 'activities.attendance_invalid',
      errors: ['/attendance arrayMinSize'],
    });
    expect(problem(() => refuseAttendance([entry('a'), entry('x')], members, true))).toMatchObject({
      errors: ['/attendance/1/personId unknown_person'],
    });
  });

  it('is not taken where more are due than one record holds', () => {
    const many = Array.from({ length: MOST_PEOPLE + 1 }, (_, index) => member(String(index)));
    expect(problem(() => refuseAttendance([entry('0')], many, false))?.code).toBe(
      'activities.too_many_due',
    );
  });

  it('shows a hundred of many errors, and how many there are', () => {
    const many = Array.from({ length: 500 }, (_, index) => member(String(index)));
    const found = problem(() => refuseAttendance([entry('0')], many, false));
    expect(found?.errors).toHaveLength(100);
    expect(found?.extensions).toEqual({ missing: 499 });
  });
});

describe('who is exempt from attendance on the day', () => {
  const members = [member('a'), member('e', true, true), member('f', true, true)];
  const refused = (entries: readonly Entry[], forNamed = false): string[] | undefined =>
    problem(() => refuseAttendance(entries, members, forNamed))?.errors;

  it('need not be named, and is exempt in the record', () => {
    const entries = [entry('a'), entry('f')];
    expect(refused(entries)).toBeUndefined();
    expect(withExempt(entries, members)).toEqual([...entries, entry('e', 'exempt')]);
    expect(withExempt([entry('a')], [member('a'), member('b')])).toEqual([entry('a')]);
  });

  it('is present who came, and exempt without a reason; neither absent nor on leave', () => {
    expect(refused([entry('a'), entry('e'), entry('f', 'exempt')])).toBeUndefined();
    expect(refused([entry('a'), entry('e', 'absent'), entry('f', 'leave', 'ill')])).toEqual([
      '/attendance/1/status exempt_member',
      '/attendance/2/status exempt_member',
    ]);
  });

  it('leaves the others as due as they were', () => {
    expect(refused([entry('e')])).toEqual(['/attendance missing']);
    expect(refused([entry('a', 'exempt')])).toEqual(['/attendance/0/reason reason_missing']);
  });

  it('makes no difference to those named', () => {
    expect(refused([entry('a'), entry('e', 'leave')], true)).toBeUndefined();
    expect(refused([entry('a'), entry('e', 'exempt')], true)).toEqual([
      '/attendance/1/reason reason_missing',
    ]);
  });
});

describe('lecturers', () => {
  it('belong to a lecture, and to the tree', () => {
    const known = new Set(['a']);
    expect(problem(() => refuseLecturers(['theme_day', 'lecture'], ['a'], known))).toBeNull();
    expect(problem(() => refuseLecturers(['theme_day'], [], known))).toBeNull();
    expect(problem(() => refuseLecturers(['theme_day'], ['a'], known))).toMatchObject({
      errors: ['/lecturerIds not_a_lecture'],
    });
    expect(problem(() => refuseLecturers(['lecture'], ['a', 'x'], known))).toMatchObject({
      errors: ['/lecturerIds/1 unknown_person'],
    });
  });
});

describe('quorum', () => {
  const four = [member('a'), member('b'), member('c'), member('d'), member('p', false)];

  it('of a branch meeting is half of those who vote', () => {
    const half = [entry('a'), entry('b'), entry('c', 'leave'), entry('d', 'absent'), entry('p')];
    expect(quorumWarnings(['branch_meeting'], half, four)).toEqual([]);
    const less = [entry('a'), entry('b', 'absent'), ...half.slice(2)];
    expect(quorumWarnings(['theme_day', 'branch_meeting'], less, four)).toEqual([
      { code: 'branch_meeting_quorum', present: 1, entitled: 4 },
    ]);
  });

  it('leaves the exempt out of those due', () => {
    const entries = [
      entry('a'),
      entry('b', 'exempt', 'ill'),
      entry('c', 'exempt', 'ill'),
      entry('d', 'absent'),
    ];
    expect(quorumWarnings(['branch_meeting'], entries, four)).toEqual([]);
  });

  it('of a committee meeting is half of the committee; other types have none', () => {
    const entries = [entry('a'), entry('b', 'leave'), entry('c', 'absent')];
    expect(quorumWarnings(['committee_meeting'], entries, four)).toEqual([
      { code: 'committee_meeting_quorum', present: 1, entitled: 3 },
    ]);
    expect(quorumWarnings(['group_meeting', 'lecture'], entries, four)).toEqual([]);
  });
});
