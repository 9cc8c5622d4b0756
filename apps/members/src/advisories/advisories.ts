interface Advisory {
  readonly zh: string;
  readonly en: string;
}

/** `{found}` is what there is, `{expected}` what the rule says. They advise, and never stand in anybody's way. */
export const advisories = {
  branch_too_small: {
    zh: '党支部有正式党员{found}名，不足{expected}名，可考虑与邻近单位联合建立党支部',
    en: 'The branch has {found} full members, fewer than {expected}: a joint branch may be considered',
  },
  branch_too_large: {
    zh: '党支部有党员{found}名，一般不超过{expected}名，可考虑分设党支部或设立党总支',
    en: 'The branch has {found} members, normally at most {expected}: it may be divided or become a general branch',
  },
  branch_committee_missing: {
    zh: '有正式党员{expected}名以上的党支部应当设立支部委员会，现有委员{found}名',
    en: 'A branch of {expected} full members or more has a committee; {found} seats are taken',
  },
  branch_committee_too_large: {
    zh: '支部委员会有委员{found}名，一般不超过{expected}名',
    en: 'The branch committee has {found} seats, at most {expected} are usual',
  },
  secretary_vacant: {
    zh: '现无书记（含代理），应及时补选或明确主持工作的人选',
    en: 'There is no secretary, acting or elected',
  },
  general_branch_small: {
    zh: '党总支有党员{found}名，不足{expected}名',
    en: 'The general branch has {found} members, fewer than {expected}',
  },
  committee_due: {
    zh: '党总支有党员{found}名，达到{expected}名，应设立党委',
    en: 'The general branch has {found} members: from {expected} there is a committee',
  },
  committee_small: {
    zh: '党委有党员{found}名，不足{expected}名，须经上级党组织批准',
    en: 'The committee has {found} members, fewer than {expected}: it needs the approval of the organization above',
  },
  election_unknown: {
    zh: '未登记最近一次换届的日期，无法提醒换届',
    en: 'The day of the last election is not on record, so nobody can be reminded of the next',
  },
  election_near: {
    zh: '距任期届满{found}天，请做好换届准备',
    en: 'The term ends in {found} days: the election is to be prepared',
  },
  election_overdue: {
    zh: '任期已届满{found}天，应当换届；延期须报上级党组织批准',
    en: 'The term ended {found} days ago: an election is due, or a longer term to be approved',
  },
} as const satisfies Record<string, Advisory>;

export type AdvisoryCode = keyof typeof advisories;
export const advisoryCodes = Object.keys(advisories) as AdvisoryCode[];

export function messageOf(
  code: AdvisoryCode,
  language: 'zh' | 'en',
  values: { readonly found: number; readonly expected: number },
): string {
  return advisories[code][language]
    .replace('{found}', String(values.found))
    .replace('{expected}', String(values.expected));
}
