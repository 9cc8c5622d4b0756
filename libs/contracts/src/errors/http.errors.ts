import type { ErrorRegistry } from './registry.js';

export const httpErrors = {
  'request.invalid': { status: 400, zh: '请求内容有误', en: 'The request is not valid' },
  'request.malformed': {
    status: 400,
    zh: '请求正文无法解析',
    en: 'The request body cannot be read',
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
  'request.too_large': { status: 413, zh: '请求内容过大', en: 'The request is too large' },
  'request.unsupported_media_type': {
    status: 415,
    zh: '不支持的内容类型',
    en: 'This content type is not taken here',
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
  'server.upstream_timeout': {
    status: 504,
    zh: '后端服务未能及时答复',
    en: 'The service behind the gateway did not answer in time',
  },
} as const satisfies ErrorRegistry;
