/** The field's standard terms (see docs): English in code and API, Chinese for people. */

export const organizationTypes = ['committee', 'general_branch', 'branch', 'group'] as const;
export type OrganizationType = (typeof organizationTypes)[number];

export const branchCategories = ['production', 'auxiliary', 'office', 'retired'] as const;
export type BranchCategory = (typeof branchCategories)[number];

/** 党, 政, 工, 团: whose organization it is. Members belong to those of the Party, and those alone are assessed. */
export const organizationLines = ['party', 'administration', 'union', 'youth_league'] as const;
export type OrganizationLine = (typeof organizationLines)[number];

/** 预备党员 and 正式党员. */
export const membershipKinds = ['probationary', 'full'] as const;
export type MembershipKind = (typeof membershipKinds)[number];

/** How a member stands towards the branch's life: in place, 流动, or 长病. */
export const memberStandings = ['regular', 'floating', 'long_sick'] as const;
export type MemberStanding = (typeof memberStandings)[number];

export const officeTitles = [
  'secretary',
  'deputy_secretary',
  'organization_commissioner',
  'publicity_commissioner',
  'discipline_commissioner',
  'group_leader',
] as const;
export type OfficeTitle = (typeof officeTitles)[number];

export const activityTypes = [
  'branch_meeting',
  'committee_meeting',
  'group_meeting',
  'lecture',
  'theme_day',
  'organizational_life_meeting',
  'appraisal_meeting',
  'heart_to_heart',
  'study_session',
  'member_day',
  'brainstorm',
  'service',
  'political_birthday',
] as const;
export type ActivityType = (typeof activityTypes)[number];

export const attendanceStatuses = ['present', 'leave', 'absent', 'made_up', 'exempt'] as const;
export type AttendanceStatus = (typeof attendanceStatuses)[number];

export const scoreLevels = ['member', 'group', 'branch'] as const;
export type ScoreLevel = (typeof scoreLevels)[number];

export const grades = ['excellent', 'good', 'fair', 'below_standard'] as const;
export type Grade = (typeof grades)[number];

/** Of what somebody is reminded: a probation, a re-election (换届), a letter of transfer (介绍信). */
export const reminderKinds = ['probation', 'election', 'letter'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

export const reminderStages = ['near', 'overdue'] as const;
export type ReminderStage = (typeof reminderStages)[number];

type Term = { readonly zh: string; readonly en: string };

export const terms = {
  committee: { zh: '党委', en: 'committee' },
  general_branch: { zh: '党总支', en: 'general branch' },
  branch: { zh: '党支部', en: 'branch' },
  group: { zh: '党小组', en: 'group' },
  production: { zh: '生产', en: 'production' },
  auxiliary: { zh: '辅助', en: 'auxiliary' },
  office: { zh: '机关', en: 'office' },
  retired: { zh: '退休离职', en: 'retired' },
  party: { zh: '党', en: 'party' },
  administration: { zh: '政', en: 'administration' },
  union: { zh: '工', en: 'union' },
  youth_league: { zh: '团', en: 'youth league' },
  probationary: { zh: '预备党员', en: 'probationary member' },
  full: { zh: '正式党员', en: 'full member' },
  regular: { zh: '在册', en: 'regular' },
  floating: { zh: '流动', en: 'floating' },
  long_sick: { zh: '长病', en: 'long sick' },
  secretary: { zh: '书记', en: 'secretary' },
  deputy_secretary: { zh: '副书记', en: 'deputy secretary' },
  organization_commissioner: { zh: '组织委员', en: 'organization commissioner' },
  publicity_commissioner: { zh: '宣传委员', en: 'publicity commissioner' },
  discipline_commissioner: { zh: '纪检委员', en: 'discipline commissioner' },
  group_leader: { zh: '党小组组长', en: 'group leader' },
  branch_meeting: { zh: '支部党员大会', en: 'branch meeting' },
  committee_meeting: { zh: '支委会', en: 'committee meeting' },
  group_meeting: { zh: '党小组会', en: 'group meeting' },
  lecture: { zh: '党课', en: 'lecture' },
  theme_day: { zh: '主题党日', en: 'theme day' },
  organizational_life_meeting: { zh: '组织生活会', en: 'organizational life meeting' },
  appraisal_meeting: { zh: '民主评议', en: 'democratic appraisal' },
  heart_to_heart: { zh: '谈心谈话', en: 'heart-to-heart talk' },
  study_session: { zh: '学习', en: 'study session' },
  member_day: { zh: '党员活动日', en: 'member day' },
  brainstorm: { zh: '头脑风暴', en: 'brainstorm' },
  service: { zh: '服务', en: 'service' },
  political_birthday: { zh: '政治生日', en: 'political birthday' },
  present: { zh: '出席', en: 'present' },
  leave: { zh: '请假', en: 'on leave' },
  absent: { zh: '缺席', en: 'absent' },
  made_up: { zh: '已补课', en: 'made up' },
  exempt: { zh: '免于参加', en: 'exempt' },
  member: { zh: '党员', en: 'member' },
  excellent: { zh: '优秀', en: 'excellent' },
  good: { zh: '良好', en: 'good' },
  fair: { zh: '合格', en: 'fair' },
  below_standard: { zh: '不达标', en: 'below standard' },
} as const satisfies Record<string, Term>;
export type TermName = keyof typeof terms;
