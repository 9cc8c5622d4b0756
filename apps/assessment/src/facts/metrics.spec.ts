import { activityTypes } from '#libs/contracts';
import {
  attendanceIds,
  findMetric,
  isReadableAt,
  metricName,
  metricNames,
  metricOf,
} from './metrics.js';

describe('the registry of metrics', () => {
  it('gives every metric a number of its own', () => {
    const ids = metricNames.map((name) => metricOf(name).id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of metricNames) expect(metricName(metricOf(name).id)).toBe(name);
  });

  it('never changes the numbers that the tables keep', () => {
    expect(metricOf('attendance.branch_meeting').id).toBe(101);
    expect(metricOf('attendance.theme_day').id).toBe(105);
    expect(metricOf('held.political_birthday').id).toBe(213);
    expect(metricOf('absence.unexcused').id).toBe(302);
  });

  it('counts attendance and holding of every type, attendance in one range of numbers', () => {
    for (const type of activityTypes) {
      const { id } = metricOf(`attendance.${type}`);
      expect(id >= attendanceIds.from && id < attendanceIds.below).toBe(true);
      expect(findMetric(`held.${type}`)?.subject).toBe('organization');
    }
    const others = metricNames.filter((name) => !name.startsWith('attendance.'));
    for (const name of others)
      expect(
        metricOf(name).id >= attendanceIds.from && metricOf(name).id < attendanceIds.below,
      ).toBe(false);
  });

  it.each([
    ['member', 'attendance.lecture', true],
    ['member', 'held.lecture', false],
    ['member', 'members.average_score', false],
    ['group', 'members.average_score', true],
    ['group', 'groups.average_score', false],
    ['branch', 'groups.average_score', true],
    ['branch', 'attendance.lecture', false],
  ] as const)('lets a scheme for a %s read %s: %s', (level, name, readable) => {
    expect(isReadableAt(level, metricOf(name))).toBe(readable);
  });
});
