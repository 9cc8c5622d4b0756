import type { ErrorRegistry } from './registry.js';

export const httpErrors = {
  'request.invalid': { status: 400, zh: '请求内容有误', en: 'The request is not valid' },
  'request.malformed': {
    status: 400,
    zh: '请求无法解析',
    en: 'The request cannot be read',
  },
  'request.cursor_invalid': {
    status: 400,
    zh: '分页游标无效，或与当前筛选条件不符',
    en: 'The cursor is not valid, or belongs to another list',
  },
  'request.not_found': { status: 404, zh: '没有这个地址', en: 'There is nothing at this address' },
  'request.method_not_allowed': {
    status: 405,
    zh: '此地址不支持该方法',
    en: 'This address does not take that method',
  },
  'request.not_acceptable': {
    status: 406,
    zh: '没有这种格式',
    en: 'There is no answer of the type asked for',
  },
  'request.timeout': {
    status: 408,
    zh: '请求未能及时送达，请重试',
    en: 'The request did not arrive in time; send it again',
  },
  'request.too_large': { status: 413, zh: '请求内容过大', en: 'The request is too large' },
  'request.unsupported_media_type': {
    status: 415,
    zh: '不支持的内容类型',
    en: 'This content type is not taken here',
  },
  'request.precondition_required': {
    status: 428,
    zh: '请用 If-Match 注明所依据的版本（读取时的 ETag）',
    en: 'Say with If-Match which version was read (its ETag)',
  },
  'request.precondition_failed': {
    status: 412,
    zh: '内容已被他人修改，请重新读取后再试',
    en: 'It was changed in the meantime: read it again',
  },
  'idempotency.key_required': {
    status: 400,
    zh: '此操作须带 Idempotency-Key',
    en: 'This needs an Idempotency-Key',
  },
  'idempotency.key_reused': {
    status: 422,
    zh: '该 Idempotency-Key 已用于另一请求',
    en: 'The Idempotency-Key was used for another request',
  },
  'idempotency.in_flight': {
    status: 409,
    zh: '同一 Idempotency-Key 的请求正在处理中',
    en: 'A request with the same Idempotency-Key is under way',
  },
  'idempotency.answer_not_kept': {
    status: 409,
    zh: '该请求此前已完成，其答复含一次性机密，未作保留',
    en: 'This was done before; the answer showed a secret and was not kept',
  },
  'batch.refused': {
    status: 422,
    zh: '批次中有条目不合要求，未写入任何内容',
    en: 'Items of the batch were refused, and nothing is written',
  },
  'request.rate_limited': {
    status: 429,
    zh: '请求过于频繁，请稍后再试',
    en: 'Too many requests; wait before the next',
  },
  'server.internal': {
    status: 500,
    zh: '服务出错，请凭追踪号联系管理员',
    en: 'Something went wrong here; quote the trace id to the administrator',
  },
  'server.unavailable': {
    status: 503,
    zh: '服务暂时不可用，请稍后再试',
    en: 'The service is away for the moment; try again shortly',
  },
  'server.busy': {
    status: 503,
    zh: '服务繁忙，请稍后再试',
    en: 'Too many want the same thing at once; try again shortly',
  },
  'server.too_slow': {
    status: 504,
    zh: '处理超时，请缩小范围后再试',
    en: 'This took longer than it may; try again, or ask for less',
  },
  'server.overloaded': {
    status: 503,
    zh: '系统繁忙，请稍后再试',
    en: 'There is more to do here than can be done at once; try again shortly',
  },
  'server.upstream_timeout': {
    status: 504,
    zh: '后端服务未能及时答复',
    en: 'The service behind the gateway did not answer in time',
  },
} as const satisfies ErrorRegistry;
