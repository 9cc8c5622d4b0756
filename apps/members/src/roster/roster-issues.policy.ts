import type { FieldCode, Message } from '#libs/contracts';
import { recordIssues } from '../people/record-issues.js';

/** All that a row of a roster may be told, by code. */
export const rosterIssues = {
  ...recordIssues,
  missing: { zh: '不能为空', en: 'is missing' },
  formula: { zh: '单元格是公式，请粘贴为数值', en: 'is a formula: paste its value instead' },
  cell_error: { zh: '单元格有错误', en: 'the cell has an error' },
  too_long: { zh: '内容过长', en: 'is too long' },
  characters: { zh: '含有不允许的字符', en: 'has characters that are not allowed' },
  sex: { zh: '应为男或女，或 GB/T 2261.1 代码', en: 'is neither 男, 女 nor a code of GB/T 2261.1' },
  ethnicity: { zh: '不是 GB/T 3304 中的民族或代码', en: 'is no name or code of GB/T 3304' },
  education: { zh: '不是 GB/T 4658 中的学历或代码', en: 'is no name or code of GB/T 4658' },
  date: { zh: '不是有效日期，例如 2020-01-05', en: 'is no date, such as 2020-01-05' },
  number_cell: {
    zh: '以数字保存，末几位已丢失，请改为文本格式',
    en: 'was kept as a number and lost its last digits',
  },
  member_kind: { zh: '应为正式党员或预备党员', en: 'is neither 正式党员 nor 预备党员' },
  standing: { zh: '应为在册、流动或长病', en: 'is none of 在册, 流动, 长病' },
  organization_unknown: { zh: '没有这个组织编码', en: 'is the code of no organization of yours' },
  organization_dissolved: { zh: '该组织已撤销', en: 'has been dissolved' },
  organization_ambiguous: {
    zh: '此编码对应多个组织',
    en: 'is the code of more than one organization',
  },
  twice: { zh: '与文件中另一行重复', en: 'is in the file a second time' },
  needs_decision: {
    zh: '与系统记录不一致，须由党组织决定，未作更改',
    en: 'differs from the record, which is left as it is: people decide',
  },
  no_membership: {
    zh: '此人目前没有党员身份，须由党组织决定，未作更改',
    en: 'is a member nowhere now, which is left as it is: people decide',
  },
  example: { zh: '模板中的示例行，已跳过', en: 'is the example of the template: passed by' },
  under_age: { zh: '入党时未满十八周岁', en: 'was admitted before the age of eighteen' },
} as const satisfies Partial<Record<FieldCode, Message>>;
export type RosterIssueCode = keyof typeof rosterIssues;
