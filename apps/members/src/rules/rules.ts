/** What a rule's number counts. */
export const ruleUnits = ['people', 'years', 'months', 'days'] as const;
export type RuleUnit = (typeof ruleUnits)[number];

interface Words {
  readonly zh: string;
  readonly en: string;
}

interface Rule {
  readonly unit: RuleUnit;
  readonly title: Words;
  /** Where it is written. */
  readonly source: Words;
}

const ofBranches = (article: number): Words => ({
  zh: `《中国共产党支部工作条例（试行）》第${article}条`,
  en: `Regulations on the work of Party branches, Art. ${article}`,
});

const ofStateOwnedFirms: Words = {
  zh: '《中国共产党国有企业基层组织工作条例（试行）》第4条',
  en: 'Regulations on primary Party organizations in state-owned enterprises, Art. 4',
};

const constitution7: Words = {
  zh: '《中国共产党章程》第七条',
  en: 'Constitution of the Communist Party of China, Art. 7',
};

const onTerms: Words = {
  zh: '《关于党的基层组织任期的意见》',
  en: 'Opinions on the terms of primary Party organizations',
};

const noRegulation: Words = {
  zh: '无明文规定，可由党委设定',
  en: 'Written nowhere: for the committee to set',
};

/**
 * The rules on sizes, terms, probation and transfers. Their numbers are rows, each from a day on, and may be changed: local practice differs,
 * and regulations change.
 */
export const rules = {
  branch_members_least: {
    unit: 'people',
    title: { zh: '成立党支部的正式党员人数', en: 'Full members that a branch has at least' },
    source: ofBranches(4),
  },
  branch_members_most: {
    unit: 'people',
    title: { zh: '党支部党员人数一般上限', en: 'Members that a branch normally has at most' },
    source: ofBranches(4),
  },
  branch_committee_from: {
    unit: 'people',
    title: {
      zh: '应当设立支部委员会的正式党员人数',
      en: 'Full members from which a branch has a committee',
    },
    source: ofBranches(20),
  },
  branch_committee_least: {
    unit: 'people',
    title: { zh: '支部委员会委员人数下限', en: 'Seats of a branch committee at least' },
    source: ofBranches(20),
  },
  branch_committee_most: {
    unit: 'people',
    title: { zh: '支部委员会委员人数上限', en: 'Seats of a branch committee at most' },
    source: ofBranches(20),
  },
  general_branch_members_least: {
    unit: 'people',
    title: {
      zh: '设立党总支的党员人数',
      en: 'Members from which there is a general branch',
    },
    source: ofStateOwnedFirms,
  },
  committee_members_least: {
    unit: 'people',
    title: { zh: '设立党委的党员人数', en: 'Members from which there is a committee' },
    source: ofStateOwnedFirms,
  },
  branch_term_years: {
    unit: 'years',
    title: { zh: '党支部委员会每届任期', en: 'Term of a branch committee' },
    source: ofBranches(21),
  },
  general_branch_term_years: {
    unit: 'years',
    title: { zh: '党总支委员会每届任期', en: 'Term of a general branch committee' },
    source: onTerms,
  },
  committee_term_years: {
    unit: 'years',
    title: { zh: '基层党委每届任期', en: 'Term of a primary committee' },
    source: onTerms,
  },
  probation_months: {
    unit: 'months',
    title: { zh: '预备党员的预备期', en: 'Probation of a new member' },
    source: constitution7,
  },
  probation_extension_months: {
    unit: 'months',
    title: { zh: '预备期最多延长', en: 'Extension of a probation at most' },
    source: constitution7,
  },
  party_probation_months: {
    unit: 'months',
    title: { zh: '留党察看最长时间', en: 'Probation within the Party at most' },
    source: {
      zh: '《中国共产党章程》第四十一条',
      en: 'Constitution of the Communist Party of China, Art. 41',
    },
  },
  floating_months: {
    unit: 'months',
    title: {
      zh: '列为流动党员的外出时间下限',
      en: 'Time away from which a member counts as floating',
    },
    source: {
      zh: '中央组织部关于流动党员管理的规定',
      en: 'Provisions of the Organization Department on floating members',
    },
  },
  transfer_letter_months: {
    unit: 'months',
    title: { zh: '党员组织关系介绍信有效期', en: 'Time for which a letter of transfer is good' },
    source: {
      zh: '《中国共产党党员教育管理工作条例》关于党员组织关系管理的规定',
      en: 'Regulations on the education and management of Party members, on organizational relations',
    },
  },
  abroad_months: {
    unit: 'months',
    title: {
      zh: '不计入应到会人数的出国（境）时间',
      en: 'Stay abroad beyond which a member is not counted as due',
    },
    source: {
      zh: '中央组织部关于不计入应到会人数的说明',
      en: 'Explanations of the Organization Department on who is not counted as due',
    },
  },
  election_notice_months: {
    unit: 'months',
    title: { zh: '换届提前提醒', en: 'Notice before a re-election' },
    source: {
      zh: '《中国共产党国有企业基层组织工作条例（试行）》',
      en: 'Regulations on primary Party organizations in state-owned enterprises',
    },
  },
  probation_notice_days: {
    unit: 'days',
    title: { zh: '预备期届满提前提醒', en: 'Notice before the end of a probation' },
    source: noRegulation,
  },
  letter_notice_days: {
    unit: 'days',
    title: { zh: '介绍信到期提前提醒', en: 'Notice before a letter of transfer runs out' },
    source: noRegulation,
  },
} as const satisfies Record<string, Rule>;

export type RuleCode = keyof typeof rules;
export const ruleCodes = Object.keys(rules) as RuleCode[];

/** What every rule says on some day. */
export type RuleValues = Readonly<Record<RuleCode, number>>;
