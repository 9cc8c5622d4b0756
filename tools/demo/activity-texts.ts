import { type ActivityType, terms } from '#libs/contracts';
import type { Duty } from './duties.js';
import type { Random } from './random.js';

export interface ActivityTexts {
  readonly title: string;
  readonly place: string;
  readonly agenda: string;
  readonly minutes: string;
  readonly outcome: string;
  readonly followUp: string;
}

/** What each month of the year is about. */
const themes = [
  '安全生产开门红',
  '冬季“三防”与岗位承诺',
  '学雷锋志愿服务',
  '重温入党誓词',
  '“五一”岗位建功',
  '安全生产月党员先行',
  '对照党章找差距',
  '雨季“三防”党员突击',
  '节前纪律教育',
  '国庆话初心',
  '冬训备考与技能提升',
  '年终总结与关爱互助',
];

const agendas: Readonly<Partial<Record<ActivityType, string>>> = {
  branch_meeting: '听取支部委员会工作报告；讨论发展党员工作；表决有关事项',
  committee_meeting: '研究本月重点工作；讨论党员思想状况；安排主题党日',
  group_meeting: '学习上级文件；交流思想；分解支部安排的任务',
  lecture: '专题党课；交流讨论',
  theme_day: '集中学习；过政治生日；岗位实践',
  organizational_life_meeting: '通报征求意见情况；对照检查；开展批评和自我批评',
  appraisal_meeting: '个人自评；党员互评；民主测评',
};

const speeches = [
  '与会同志结合本职岗位谈了体会，认为抓安全要从自己做起、从身边做起。',
  '大家围绕现场管理提出意见七条，归并为三项改进事项。',
  '党员代表汇报了包保责任区的情况，就薄弱环节作了检讨。',
  '会上通报了上月任务完成情况，对没有完成的逐项说明了原因。',
  '年轻党员谈了师带徒的收获，老党员讲了班组的老传统。',
];
const outcomes = [
  '形成决议一项，与会同志一致同意',
  '确定党员责任区检查重点三处',
  '征集合理化建议五条',
  '明确本月学习任务和责任人',
];
const followUps = [
  '责任人于下次会议报告落实情况',
  '由组织委员跟踪，月底前办结',
  '建议转有关科室答复',
  '缺席同志由小组长通知补课',
];

/** The words of a record: plain, and such that no two months read the same. */
export function textsOf(duty: Duty, random: Random): ActivityTexts {
  const [principal] = duty.types;
  const { name } = duty.organization;
  const [year, month] = [duty.heldOn.slice(0, 4), Number(duty.heldOn.slice(5, 7))];
  const theme = themes[month - 1] ?? '';
  const kinds = duty.types.map((type) => terms[type].zh).join('暨');
  const agenda = [...new Set(duty.types.map((type) => agendas[type] ?? ''))].join('；');
  return {
    title: `${year}年${month}月${kinds}${principal === 'theme_day' || principal === 'lecture' ? `：${theme}` : ''}`,
    place: `${name.replace(/(党支部|第.党小组)$/, '')}${random.pick(['会议室', '党员活动室', '班前会议室'])}`,
    agenda,
    minutes: `${name}召开${kinds}，主题为“${theme}”。议程：${agenda}。${random.sample(speeches, 2).join('')}`,
    outcome: random.pick(outcomes),
    followUp: random.pick(followUps),
  };
}
