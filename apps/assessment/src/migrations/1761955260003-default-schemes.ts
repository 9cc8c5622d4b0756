import type { MigrationInterface, QueryRunner } from 'typeorm';

const rule = (article: string) => `《中国共产党支部工作条例（试行）》${article}`;

const bands = [
  { grade: 'excellent', from: 9000 },
  { grade: 'good', from: 8000 },
  { grade: 'fair', from: 6000 },
  { grade: 'below_standard', from: 0 },
];

/**
 * All amounts in hundredths of a point. A member begins with 60 points for being there and earns 40 by duties; an
 * organization begins with 20, since it is there for its duties.
 */
const person = { base: 6000, taskMaximum: 4000, bands };
const unit = { base: 2000, taskMaximum: 8000, bands };

const attendance = (type: string, maximum: number, zh: string, en: string, article: string) => ({
  key: type,
  kind: 'task',
  metric: `attendance.${type}`,
  maximum,
  period: 'month',
  title: { zh: `参加${zh}`, en: `Attends the ${en}` },
  source: rule(article),
});

const held = (type: string, maximum: number, period: string, zh: string, article: string) => ({
  key: type,
  kind: 'task',
  metric: `held.${type}`,
  maximum,
  target: 1,
  period,
  title: { zh: `按期召开${zh}`, en: `Holds the ${type.replaceAll('_', ' ')}` },
  source: rule(article),
});

const aggregate = (metric: string, maximum: number, zh: string, en: string) => ({
  key: metric.replace('.', '_'),
  kind: 'task',
  metric,
  maximum,
  period: 'month',
  title: { zh, en },
});

const schemes = [
  {
    level: 'member',
    title: { zh: '党员月度积分', en: 'Monthly points of a member' },
    ...person,
    applies: { categories: ['production', 'auxiliary', 'office'] },
    indicators: [
      attendance('branch_meeting', 1000, '支部党员大会', 'branch meeting', '第十一条'),
      attendance('group_meeting', 1000, '党小组会', 'group meeting', '第十三条'),
      attendance('lecture', 1000, '党课', 'lecture', '第十六条'),
      attendance('theme_day', 1000, '主题党日', 'theme day', '第十六条'),
      {
        key: 'lecture_given',
        kind: 'award',
        metric: 'lecture.given',
        pointsEach: 200,
        cap: 400,
        title: { zh: '讲党课', en: 'Gives a lecture' },
        source: rule('第十六条'),
      },
      {
        key: 'absence_unexcused',
        kind: 'deduction',
        metric: 'absence.unexcused',
        pointsEach: 200,
        cap: 1000,
        title: { zh: '无故缺席', en: 'Absent without leave' },
      },
    ],
    awardCap: 400,
  },
  {
    level: 'group',
    title: { zh: '党小组月度考核', en: 'Monthly assessment of a group' },
    ...unit,
    applies: {},
    indicators: [
      held('group_meeting', 1500, 'month', '党小组会', '第十三条'),
      aggregate('members.average_score', 1500, '党员平均积分', 'Average points of the members'),
      aggregate('members.attendance_rate', 1000, '党员到会率', 'Attendance of the members'),
    ],
  },
  {
    level: 'branch',
    title: { zh: '党支部月度考核', en: 'Monthly assessment of a branch' },
    ...unit,
    applies: {},
    indicators: [
      held('committee_meeting', 600, 'month', '支委会', '第十二条'),
      held('theme_day', 600, 'month', '主题党日', '第十六条'),
      held('branch_meeting', 600, 'quarter', '支部党员大会', '第十一条'),
      held('lecture', 600, 'quarter', '党课', '第十六条'),
      aggregate('members.average_score', 600, '党员平均积分', 'Average points of the members'),
      aggregate('groups.average_score', 400, '党小组平均得分', 'Average points of the groups'),
      aggregate('members.attendance_rate', 600, '党员到会率', 'Attendance of the members'),
    ],
  },
];

const FROM_2020_01 = 2020 * 12;

/** One scheme a level, so that a first month can be scored before anybody has written a scheme. */
export class DefaultSchemes1761955260003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const scheme of schemes)
      await runner.query(
        `insert into schemes (level, version, active_from, definition) values ($1, 1, $2, $3::jsonb)`,
        [scheme.level, FROM_2020_01, JSON.stringify(scheme)],
      );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
