import type { ActivityType, Message, ScoreLevel } from '#libs/contracts';
import { formalismClause } from './formalism-clause.js';

/**
 * What can be counted. The number is what the tables keep, so it never changes and is never used again. A new metric
 * is a line here; nothing else needs to know it before a scheme reads it.
 */
export interface Metric {
  readonly id: number;
  readonly title: Message;
  readonly unit: Message;
  /** Whose facts they are. `members` and `groups`: an aggregate of the level below, computed by the run. */
  readonly subject: 'person' | 'organization' | 'members' | 'groups';
  /** The article that asks for it. */
  readonly source?: string;
  /** Why a scheme must not be built on it. */
  readonly formalism?: Message;
}

const times: Message = { zh: '次', en: 'times' };
const percent: Message = { zh: '百分比', en: 'per cent' };
const points: Message = { zh: '百分之一分', en: 'hundredths of a point' };

interface TypeMetrics {
  /** Added to 100 for attendance, to 200 for holding. */
  readonly offset: number;
  readonly title: Message;
  readonly source?: string;
}

const ruleOfBranches = (article: string): string => `《中国共产党支部工作条例（试行）》${article}`;

const byType: Readonly<Record<ActivityType, TypeMetrics>> = {
  branch_meeting: {
    offset: 1,
    title: { zh: '支部党员大会', en: 'branch meeting' },
    source: ruleOfBranches('第十一条'),
  },
  committee_meeting: {
    offset: 2,
    title: { zh: '支委会', en: 'committee meeting' },
    source: ruleOfBranches('第十二条'),
  },
  group_meeting: {
    offset: 3,
    title: { zh: '党小组会', en: 'group meeting' },
    source: ruleOfBranches('第十三条'),
  },
  lecture: {
    offset: 4,
    title: { zh: '党课', en: 'lecture' },
    source: ruleOfBranches('第十六条'),
  },
  theme_day: {
    offset: 5,
    title: { zh: '主题党日', en: 'theme day' },
    source: ruleOfBranches('第十六条'),
  },
  organizational_life_meeting: {
    offset: 6,
    title: { zh: '组织生活会', en: 'organizational life meeting' },
    source: ruleOfBranches('第十七条'),
  },
  appraisal_meeting: {
    offset: 7,
    title: { zh: '民主评议', en: 'democratic appraisal' },
    source: ruleOfBranches('第十八条'),
  },
  heart_to_heart: {
    offset: 8,
    title: { zh: '谈心谈话', en: 'heart-to-heart talk' },
    source: ruleOfBranches('第十九条'),
  },
  study_session: { offset: 9, title: { zh: '学习', en: 'study session' } },
  member_day: { offset: 10, title: { zh: '党员活动日', en: 'member day' } },
  brainstorm: { offset: 11, title: { zh: '头脑风暴', en: 'brainstorm' } },
  service: { offset: 12, title: { zh: '服务', en: 'service' } },
  political_birthday: { offset: 13, title: { zh: '政治生日', en: 'political birthday' } },
};

/** The range of ids that attendance has, for statements that sum all of it. */
export const attendanceIds = { from: 100, below: 200 } as const;

const ofTypes = Object.entries(byType).flatMap(([type, { offset, title, source }]) => {
  const cited = source === undefined ? {} : { source };
  const attended: Metric = {
    id: attendanceIds.from + offset,
    title: { zh: `${title.zh}到会`, en: `attendance of the ${title.en}` },
    unit: times,
    subject: 'person',
    ...cited,
  };
  const held: Metric = {
    id: 200 + offset,
    title: { zh: `召开${title.zh}`, en: `${title.en} held` },
    unit: times,
    subject: 'organization',
    ...cited,
  };
  return [
    [`attendance.${type}`, attended],
    [`held.${type}`, held],
  ] as const;
});

const refused = (id: number, zh: string, en: string): Metric => ({
  id,
  title: { zh, en },
  unit: times,
  subject: 'person',
  formalism: formalismClause(zh, en),
});

const others: Readonly<Record<string, Metric>> = {
  'lecture.given': {
    id: 301,
    title: { zh: '讲授党课', en: 'lectures given' },
    unit: times,
    subject: 'person',
    source: ruleOfBranches('第十六条'),
  },
  'absence.unexcused': {
    id: 302,
    title: { zh: '无故缺席', en: 'absences without leave' },
    unit: times,
    subject: 'person',
  },
  'members.average_score': {
    id: 401,
    title: { zh: '党员平均积分', en: 'average score of the members' },
    unit: points,
    subject: 'members',
  },
  'members.attendance_rate': {
    id: 402,
    title: { zh: '党员到会率', en: 'attendance of the members' },
    unit: percent,
    subject: 'members',
  },
  'groups.average_score': {
    id: 403,
    title: { zh: '党小组平均得分', en: 'average score of the groups' },
    unit: points,
    subject: 'groups',
  },
  'online.logins': refused(901, '登录次数', 'log-ins'),
  'online.check_in_streak': refused(902, '连续签到', 'check-in streaks'),
  'online.likes': refused(903, '点赞', 'likes'),
  'online.comments': refused(904, '评论', 'comments'),
  'online.shares': refused(905, '转发分享', 'shares'),
  'online.votes': refused(906, '网络投票', 'online votes'),
  'online.minutes': refused(907, '在线时长', 'time spent online'),
};

const metrics: ReadonlyMap<string, Metric> = new Map([...ofTypes, ...Object.entries(others)]);
const names: ReadonlyMap<number, string> = new Map(
  [...metrics].map(([name, metric]) => [metric.id, name]),
);

export const metricNames: readonly string[] = [...metrics.keys()];

export function findMetric(name: string): Metric | undefined {
  return metrics.get(name);
}

export function metricOf(name: string): Metric {
  const metric = metrics.get(name);
  if (!metric) throw new Error(`no such metric: ${name}`);
  return metric;
}

export function metricName(id: number): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`no metric has the number ${id}`);
  return name;
}

/** True where a scheme of the level can read the metric. */
export function isReadableAt(level: ScoreLevel, metric: Metric): boolean {
  if (metric.subject === 'groups') return level === 'branch';
  if (metric.subject === 'members') return level !== 'member';
  return (metric.subject === 'person') === (level === 'member');
}
