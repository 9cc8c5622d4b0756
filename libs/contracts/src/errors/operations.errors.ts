import type { ErrorRegistry } from './registry.js';

export const operationsErrors = {
  'operations.not_found': {
    status: 404,
    zh: '没有这项任务',
    en: 'There is no such operation',
  },
  'operations.over': {
    status: 409,
    zh: '任务已经结束，不能取消',
    en: 'The operation has ended and cannot be cancelled',
  },
  'operations.given_up': {
    status: 500,
    zh: '任务多次失败，已停止，原因见服务日志',
    en: 'The work failed again and again and was given up; the log of the service says why',
  },
  'operations.too_many_watchers': {
    status: 503,
    zh: '观看的人过多，请稍后再试',
    en: 'Too many are watching; try again shortly',
  },
} as const satisfies ErrorRegistry;
