import type { ErrorRegistry } from './registry.js';

export const assessmentErrors = {
  'assessment.month_not_over': {
    status: 422,
    zh: '该月尚未结束，不能考核',
    en: 'The month is not over yet and cannot be scored',
  },
  'assessment.organization_not_found': {
    status: 404,
    zh: '没有这个组织',
    en: 'There is no such organization',
  },
  'assessment.organization_needed': {
    status: 422,
    zh: '您在多个组织任职，请指明组织',
    en: 'You hold the role in several organizations: say which one is meant',
  },
  'assessment.scheme_not_found': {
    status: 404,
    zh: '没有这个考核方案',
    en: 'There is no such scheme',
  },
  'assessment.scheme_invalid': {
    status: 422,
    zh: '考核方案有误',
    en: 'The scheme is not valid',
  },
  'assessment.formalism_refused': {
    status: 422,
    zh: '考核指标属于“指尖上的形式主义”，不予采用',
    en: 'The indicator is formalism at the fingertips and is refused',
  },
  'assessment.scheme_missing': {
    status: 422,
    zh: '该月没有适用的考核方案',
    en: 'No scheme is active in that month',
  },
  'assessment.run_not_found': {
    status: 404,
    zh: '没有这次考核',
    en: 'There is no such run',
  },
  'assessment.run_active': {
    status: 409,
    zh: '该月的考核正在进行',
    en: 'A run of this month is under way',
  },
  'assessment.run_not_draft': {
    status: 409,
    zh: '只有计算完成、尚未公布的考核可以公布',
    en: 'Only a run that is a draft can be published',
  },
  'assessment.run_not_cancellable': {
    status: 409,
    zh: '已公布或已取消的考核不能取消',
    en: 'A run that is published or cancelled cannot be cancelled',
  },
  'assessment.run_not_resumable': {
    status: 409,
    zh: '只有失败或已取消的考核可以继续',
    en: 'Only a run that failed or was cancelled can be resumed',
  },
  'assessment.run_outdated': {
    status: 409,
    zh: '之后的一次考核已经公布，这一次不能再公布',
    en: 'A later run of the same month is published already',
  },
  'assessment.run_not_published': {
    status: 409,
    zh: '这次考核尚未公布，得分暂不可查看',
    en: 'The run is not published yet, so its scores cannot be read',
  },
  'assessment.run_not_scored': {
    status: 409,
    zh: '这次考核还没有算完',
    en: 'The run is not scored to its end',
  },
  'assessment.score_not_found': {
    status: 404,
    zh: '这次考核中没有该得分',
    en: 'There is no such score in this run',
  },
} as const satisfies ErrorRegistry;
