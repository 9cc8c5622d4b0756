import type { AttendanceStatus } from '#libs/contracts';
import { factsOfFiling, factsOfSettlement, type NewFact } from './fact.policy.js';
import { metricName } from './metrics.js';

const activityId = '00000000-0000-4000-8000-000000000001';
const organizationId = '00000000-0000-4000-8000-000000000002';
const personId = '00000000-0000-4000-8000-000000000003';
const at = { v: 1 as const, activityId, organizationId, heldOn: '2026-10-15' };

const brief = (facts: readonly NewFact[]) =>
  facts.map((fact) => `${metricName(fact.metric)} ${fact.due}/${fact.done} r${fact.revision}`);

const filing = (status: AttendanceStatus, types: ('lecture' | 'theme_day')[] = ['lecture']) =>
  factsOfFiling({
    ...at,
    types,
    backfilled: false,
    attendance: [[personId, status]],
    lecturers: [],
  });

describe('facts of an activity', () => {
  it.each([
    ['present', '1/1'],
    ['made_up', '1/1'],
    ['leave', '1/0'],
    ['absent', '1/0'],
    ['exempt', '0/0'],
  ] as const)('count %s as %s', (status, numbers) => {
    expect(brief(filing(status))).toContain(`attendance.lecture ${numbers} r0`);
  });

  it('name an absence without leave, and no other', () => {
    expect(brief(filing('absent'))).toContain('absence.unexcused 0/1 r0');
    expect(brief(filing('leave')).join()).not.toContain('absence');
  });

  it('count one absence from one event, whatever duties it meets', () => {
    const absences = brief(filing('absent', ['lecture', 'theme_day'])).filter((fact) =>
      fact.startsWith('absence'),
    );
    expect(absences).toHaveLength(1);
  });

  it('count a person named twice once, as named last', () => {
    const facts = factsOfFiling({
      ...at,
      types: ['lecture', 'lecture'],
      backfilled: false,
      attendance: [
        [personId, 'absent'],
        [personId, 'present'],
      ],
      lecturers: [personId, personId],
    });
    expect(brief(facts)).toEqual([
      'held.lecture 0/1 r0',
      'attendance.lecture 1/1 r0',
      'lecture.given 0/1 r0',
    ]);
  });

  it('take an absence back when it is settled', () => {
    const settled = (status: AttendanceStatus) =>
      brief(factsOfSettlement({ ...at, types: ['lecture'], personId, status, revision: 3 }));
    expect(settled('made_up')).toEqual(['attendance.lecture 1/1 r3', 'absence.unexcused 0/0 r3']);
    expect(settled('absent')).toEqual(['attendance.lecture 1/0 r3', 'absence.unexcused 0/1 r3']);
  });
});
