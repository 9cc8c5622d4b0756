import { terms } from '#libs/contracts';
import type { Language } from '#libs/http';

const words = {
  suite: { zh: '五台 · 智慧党建', en: 'Wutai party building' },
  valid: { zh: '二维码有效', en: 'The code is valid' },
  ofMember: { zh: '党员二维码', en: 'Code of a member' },
  ofOrganization: { zh: '党组织二维码', en: 'Code of an organization' },
  ofLetter: { zh: '党员组织关系介绍信', en: 'Letter of transfer' },
  letterValid: { zh: '✓ 介绍信有效', en: '✓ The letter is valid' },
  letterExpired: { zh: '介绍信已过期', en: 'The letter has expired' },
  letterUsed: { zh: '介绍信已使用', en: 'The letter has been used' },
  letterCompare: { zh: '请与纸质介绍信核对', en: 'Compare with the paper' },
  letterNumber: { zh: '编号', en: 'Number' },
  letterFrom: { zh: '转出党组织', en: 'From' },
  letterTo: { zh: '转入党组织', en: 'To' },
  viewing: { zh: '您的查看身份', en: 'You look as' },
  stranger: { zh: '访客', en: 'a visitor' },
  fellow: { zh: '同支部党员', en: 'a member of the same branch' },
  fellowOfOrganization: { zh: '本组织党员', en: 'a member of the organization' },
  officer: { zh: '党务工作者', en: 'an officer' },
  self: { zh: '本人', en: 'the member' },
  strangerHint: {
    zh: '访客只能看到二维码是否有效及所在支部。同支部党员、党务工作者和本人登录后可查看更多内容。',
    en: 'A visitor sees that the code is valid, and of which branch. Members of the branch, officers and the member see more once they have logged in.',
  },
  strangerLoggedIn: {
    zh: '您不属于该支部，也没有查看其党员的权限，因此只能看到二维码是否有效及所在支部。',
    en: 'You are not of this branch, and no officer who may read its members: you see that the code is valid, and of which branch.',
  },
  basics: { zh: '基本信息', en: 'Basics' },
  name: { zh: '姓名', en: 'Name' },
  branch: { zh: '所在支部', en: 'Branch' },
  noBranch: { zh: '目前不在任何支部', en: 'of no branch today' },
  offices: { zh: '职务', en: 'Offices' },
  noOffice: { zh: '未任职务', en: 'none held' },
  employeeNumber: { zh: '工号', en: 'Employee number' },
  sex: { zh: '性别', en: 'Sex' },
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  bornOn: { zh: '出生日期', en: 'Born on' },
  citizenNumber: { zh: '公民身份号码', en: 'Citizen number' },
  politicalBirthday: { zh: '政治生日', en: 'Political birthday' },
  photoOf: { zh: '照片', en: 'Photo' },
  phone: { zh: '手机号', en: 'Phone' },
  memberKind: { zh: '党员类别', en: 'Kind of member' },
  standing: { zh: '党员状态', en: 'Standing' },
  admittedOn: { zh: '入党日期', en: 'Admitted on' },
  confirmedOn: { zh: '转正日期', en: 'Confirmed on' },
  notYet: { zh: '尚未转正', en: 'not yet' },
  unknown: { zh: '未登记', en: 'not recorded' },
  memberships: { zh: '组织关系', en: 'Memberships' },
  officesHeld: { zh: '任职经历', en: 'Offices held' },
  acting: { zh: '代理', en: 'acting' },
  now: { zh: '至今', en: 'today' },
  activities: { zh: '最近参加的活动', en: 'Latest activities' },
  noActivities: { zh: '还没有活动记录', en: 'Nothing recorded yet' },
  score: { zh: '最近一次积分', en: 'Latest points' },
  noScore: { zh: '还没有公布的积分', en: 'Nothing published yet' },
  month: { zh: '月份', en: 'Month' },
  points: { zh: '得分', en: 'Points' },
  grade: { zh: '等次', en: 'Grade' },
  notScored: { zh: '不计分', en: 'not scored' },
  notGraded: { zh: '不定等次', en: 'not graded' },
  lines: { zh: '计分明细', en: 'Line by line' },
  inapplicable: { zh: '不适用', en: 'does not apply' },
  distribution: { zh: '本支部等次分布', en: 'Grades in the branch' },
  none: { zh: '未定等次', en: 'no grade' },
  people: { zh: '人', en: '' },
  looks: { zh: '谁查看过我', en: 'Who looked at you' },
  noLooks: { zh: '还没有人查看过', en: 'Nobody yet' },
  somebody: {
    zh: '未登录的访客或管理账号',
    en: 'somebody not logged in, or an account of no person',
  },
  account: { zh: '管理账号', en: 'an account of no person' },
  record: { zh: '查看档案', en: 'read the record' },
  photo: { zh: '查看照片', en: 'saw the photo' },
  scan: { zh: '扫码', en: 'scanned the code' },
  export: { zh: '导出名册', en: 'exported a list with you in it' },
  transfer: { zh: '查看组织关系转接', en: 'read the transfer' },
  transfer_letter: { zh: '打印介绍信', en: 'printed the letter of transfer' },
  away: { zh: '暂时无法显示，请稍后再试。', en: 'Cannot be shown at the moment; try again later.' },
  type: { zh: '组织类别', en: 'Kind' },
  memberCount: { zh: '党员人数', en: 'Members' },
  dissolvedOn: { zh: '撤销日期', en: 'Dissolved on' },
  logIn: { zh: '登录', en: 'Log in' },
  logInToSee: { zh: '登录查看更多', en: 'Log in to see more' },
  logOut: { zh: '退出登录', en: 'Log out' },
  ended: { zh: '登录已失效，请重新登录。', en: 'You are no longer logged in.' },
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  back: { zh: '返回二维码页面', en: 'Back to the code' },
  logInHint: {
    zh: '使用本系统的账号登录，登录后回到二维码页面。',
    en: 'With your account of this system; then you are back at the code.',
  },
  fillIn: { zh: '请填写用户名和密码', en: 'Fill in user name and password' },
  waitFor: { zh: '请等待后再试，秒数：', en: 'Seconds to wait: ' },
  foreign: {
    zh: '该请求来自其他网站，未予处理。请在本页重新登录。',
    en: 'The form was sent by another site, and nothing was done. Log in on this page.',
  },
  unknownCode: { zh: '二维码无效', en: 'The code is not valid' },
  unknownHint: {
    zh: '该二维码不存在，或已作废、重新制发。请向所在党支部核实，或重新扫描最新的二维码。',
    en: 'It was never issued, or has been revoked or reissued. Ask the branch, or scan the latest one.',
  },
  trouble: { zh: '暂时无法显示', en: 'Cannot be shown at the moment' },
  tryAgain: { zh: '请稍后刷新本页。', en: 'Please reload this page later.' },
  otherLanguage: { zh: 'English', en: '中文' },
} as const;
export type WordName = keyof typeof words;

/** What the page says, in one language. */
export interface Words {
  readonly language: Language;
  readonly say: (name: WordName) => string;
  /** A term of the field by its code; one that is not known here, as it is. */
  readonly term: (code: string) => string;
  /** In parentheses, as the language writes them. */
  readonly aside: (text: string) => string;
  /** Behind a label: a colon as the language writes it. */
  readonly colon: string;
}

export function wordsIn(language: Language): Words {
  return {
    language,
    say: (name) => words[name][language],
    aside: (text) => (language === 'zh' ? `（${text}）` : ` (${text})`),
    colon: language === 'zh' ? '：' : ': ',
    term: (code) =>
      Object.hasOwn(terms, code) ? terms[code as keyof typeof terms][language] : code,
  };
}
