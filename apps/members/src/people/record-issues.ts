import type { FieldCode, Message } from '#libs/contracts';

/** What a record may be told, by code: of a roster's row, and of one that is kept by hand. */
export const recordIssues = {
  future: { zh: '晚于今天', en: 'is later than today' },
  form: { zh: '应为18位公民身份号码', en: 'is not 18 characters of a citizen number' },
  birth_date: { zh: '其中的出生日期不存在', en: 'holds a birth date that never was' },
  check_character: { zh: '校验码不正确', en: 'its check character is wrong' },
  phone: { zh: '不是有效的电话号码', en: 'is no telephone number' },
  before_admission: { zh: '早于入党日期', en: 'is before the admission' },
  probationary_confirmed: {
    zh: '预备党员没有转正日期',
    en: 'a probationary member has not been confirmed',
  },
  organization_type: { zh: '党员须编入党支部或党小组', en: 'is neither a branch nor a group' },
  exists: { zh: '系统中已有此人', en: 'is on the books already' },
  born_on_differs: { zh: '出生日期与公民身份号码不一致', en: 'differs from the citizen number' },
  sex_differs: { zh: '性别与公民身份号码不一致', en: 'differs from the citizen number' },
  under_age: { zh: '入党时未满十八周岁', en: 'was admitted before the age of eighteen' },
} as const satisfies Partial<Record<FieldCode, Message>>;
export type RecordIssueCode = keyof typeof recordIssues;
