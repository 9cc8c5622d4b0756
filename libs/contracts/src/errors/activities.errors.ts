import type { ErrorRegistry } from './registry.js';

export const activitiesErrors = {
  'activities.not_found': { status: 404, zh: '没有这个活动', en: 'There is no such activity' },
  'activities.organization_not_found': {
    status: 404,
    zh: '没有这个组织',
    en: 'There is no such organization',
  },
  'activities.organization_dissolved': {
    status: 422,
    zh: '该组织当日已撤销',
    en: 'The organization was dissolved by that day',
  },
  'activities.already_recorded': {
    status: 409,
    zh: '同一活动已有记录，请勿重复填报',
    en: 'This event is recorded already; use the record that exists',
  },
  'activities.not_in_state': {
    status: 409,
    zh: '活动当前状态不允许此操作',
    en: 'The activity is not in a state that allows this',
  },
  'activities.type_not_for_organization': {
    status: 422,
    zh: '该类型的活动不由这一级组织开展',
    en: 'This kind of organization does not hold activities of this type',
  },
  'activities.types_do_not_combine': {
    status: 422,
    zh: '这些活动类型的应到人员不同，不能合并为一次活动',
    en: 'These types are due to different people and cannot be one activity',
  },
  'activities.starts_at_out_of_range': {
    status: 422,
    zh: '开始时间超出允许范围',
    en: 'The start lies outside the years that are kept',
  },
  'activities.not_yet_held': {
    status: 422,
    zh: '活动尚未开始，不能登记',
    en: 'The activity lies in the future and cannot be recorded as held',
  },
  'activities.attendance_incomplete': {
    status: 422,
    zh: '有应到人员没有登记出席情况，或登记与其免于参加的期间不符',
    en: 'Somebody who was due has no attendance status, or one that an exemption contradicts',
  },
  'activities.attendance_invalid': {
    status: 422,
    zh: '出席登记有误',
    en: 'The attendance is not valid',
  },
  'activities.too_many_due': {
    status: 422,
    zh: '应到人员过多，请由下级组织分别登记',
    en: 'Too many people are due for one record; let the organizations below record it',
  },
  'activities.lecturers_invalid': {
    status: 422,
    zh: '授课人登记有误',
    en: 'The lecturers are not valid',
  },
  'activities.evidence_invalid': {
    status: 422,
    zh: '活动痕迹登记有误',
    en: 'The evidence is not valid',
  },
  'activities.minutes_missing': {
    status: 422,
    zh: '提交前需填写会议记录',
    en: 'The minutes must be written before the activity is submitted',
  },
  'activities.reviewer_is_submitter': {
    status: 403,
    zh: '提交人不能审核自己提交的活动',
    en: 'Who submitted the activity may not review it',
  },
  'activities.nothing_to_make_up': {
    status: 409,
    zh: '此人没有需要补课的缺席',
    en: 'This person has no absence or leave to make up',
  },
  'activities.make_up_day_invalid': {
    status: 422,
    zh: '补课日期不在允许范围内',
    en: 'The day of the make-up lies outside what is allowed',
  },
} as const satisfies ErrorRegistry;
