import type { ErrorRegistry } from './registry.js';

export const authErrors = {
  'auth.token_missing': { status: 401, zh: '需要登录', en: 'A bearer token is needed' },
  'auth.token_invalid': {
    status: 401,
    zh: '登录凭证无效或已过期',
    en: 'The bearer token is not valid or has expired',
  },
  'auth.credentials_invalid': {
    status: 401,
    zh: '用户名或密码不正确',
    en: 'User name or password is wrong',
  },
  'auth.refresh_invalid': {
    status: 401,
    zh: '刷新令牌无效、已过期或已使用',
    en: 'The refresh token is not valid, has expired, or was used before',
  },
  'auth.password_must_change': {
    status: 403,
    zh: '请先修改密码',
    en: 'Change your password first',
  },
  'auth.password_wrong': {
    status: 422,
    zh: '当前密码不正确',
    en: 'The current password is wrong',
  },
  'auth.session_not_found': {
    status: 404,
    zh: '没有这次登录，或已结束',
    en: 'There is no such session of yours, or it has ended',
  },
  'auth.slow_down': {
    status: 429,
    zh: '尝试过于频繁，请稍后再试',
    en: 'Too many attempts; wait before the next',
  },
  'auth.client_invalid': {
    status: 401,
    zh: '程序标识或密钥不正确、已过期或已停用',
    en: 'Client id or secret is wrong, or no longer good',
  },
  'auth.scope_invalid': {
    status: 400,
    zh: '超出该程序可用的权限范围',
    en: 'The client may not have this scope',
  },
  'auth.forbidden': {
    status: 403,
    zh: '没有执行此操作的权限',
    en: 'You do not hold a role that permits this',
  },
} as const satisfies ErrorRegistry;
