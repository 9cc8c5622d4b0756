import type { ServiceName } from '#libs/contracts';
import type { ServiceWords } from '#libs/http';

const operations = {
  Operations: 'Work that goes on after its request was answered. 后台任务',
};

/** What the documents say of each service, and of its rooms by the tags of their operations. */
export const words: Readonly<Record<ServiceName, ServiceWords>> = {
  members: {
    description:
      'Organizations, people, memberships, offices, accounts and log-in. 党组织、党员、职务、账号与登录。',
    tags: {
      Accounts: 'Ways to log in, and the roles they hold. 账号与权限',
      Affiliations: 'Everybody on the books, and where those belong who are no members. 人员',
      Advisories: 'What the regulations advise on sizes and terms. 设置与换届提醒',
      Clients: 'Programs of integrators, their secrets and what they may do. 对接程序',
      ClientTokens: 'Log-in of programs. 程序登录',
      Codes: 'What is printed for members and organizations to be scanned. 二维码',
      Consents: 'What fellow members may see of oneself. 个人信息授权',
      Exemptions: 'Who need not come, and who is not counted in a vote. 免除与应到会',
      Me: 'Who is asking, and who looked at the own record. 本人',
      ...operations,
      Memberships: 'What was decided of memberships: probation, floating, long sick. 党籍变更',
      Offices: 'Who holds which office, and until when. 职务任免',
      Organizations: 'The tree of committees, branches and groups. 党组织',
      OwnAccess: 'One’s own password and sessions. 本人的密码与登录',
      PartyProbations: 'Who has no vote and cannot be elected for a time, as a sanction. 留党察看',
      People: 'Members and their records. 党员',
      Photos: 'The photos of members, and one’s own. 照片',
      Rules: 'The numbers of the regulations, each from a day on. 规则',
      Roster: 'Members brought in from a file. 花名册导入',
      Scans: 'What a scanned code shows, by who looks. 扫码',
      Sessions: 'Log-in, refresh, log-out, keys. 登录',
      Transfers:
        'Members who go to another organization, and the letter they take along. 组织关系转接',
    },
  },
  activities: {
    description:
      'Activities and their traces: planned, held, attended, reviewed, filed. 组织生活与痕迹管理。',
    tags: {
      Activities: 'Plans and records of 三会一课, theme days and the like. 组织生活',
      Attendance: 'Who came, who did not, who made up for it. 考勤与补课',
      OwnActivities: 'What the caller attended. 本人的组织生活',
      Reviews: 'Submitted, approved, returned. 审核与备案',
    },
  },
  assessment: {
    description: 'Facts, scoring schemes, the monthly run and its explained scores. 月度三级考核。',
    tags: {
      Checks: 'What is missing before a month is scored. 考核前检查',
      Facts: 'What happened, as numbers. 考核事实',
      ...operations,
      Runs: 'A month scored, looked over, published, corrected. 月度考核',
      Schemes: 'What counts, and how much. 考核方案',
      Scores: 'Scores, their reasons, and what a correction changes. 得分及其说明',
    },
  },
  notifications: {
    description: 'The inbox of each person and office. 消息。',
    tags: { Inbox: 'Messages to oneself and to the offices one holds. 收件箱' },
  },
};
