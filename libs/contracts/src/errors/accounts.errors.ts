import type { ErrorRegistry } from './registry.js';

export const accountsErrors = {
  'accounts.username_taken': { status: 409, zh: '用户名已被使用', en: 'The user name is taken' },
  'accounts.person_has_account': {
    status: 409,
    zh: '该人员已有账号',
    en: 'The person has an account already',
  },
  'accounts.password_weak': {
    status: 422,
    zh: '密码太容易被猜到',
    en: 'The password is too easily guessed',
  },
  'accounts.role_needed': {
    status: 422,
    zh: '不属于任何人员的账号至少需要一个角色',
    en: 'An account that is no person’s needs a role at least',
  },
  'accounts.beyond_scope': {
    status: 403,
    zh: '该账号在您的管理范围之外还有角色',
    en: 'The account holds roles beyond what you administer',
  },
  'accounts.own_account': {
    status: 409,
    zh: '不能停用自己的账号、收回自己的角色或重置自己的密码',
    en: 'You cannot disable your own account, end a role of your own or reset your own password',
  },
  'accounts.is_client': {
    status: 409,
    zh: '程序账号没有密码',
    en: 'The account is a client’s, which has secrets and no password',
  },
  'clients.not_found': { status: 404, zh: '没有这个程序', en: 'There is no such client' },
  'clients.secret_not_found': {
    status: 404,
    zh: '没有这个密钥，或已作废',
    en: 'There is no such secret of this client, or it is revoked',
  },
  'clients.secrets_full': {
    status: 409,
    zh: '同时有效的密钥已达上限，请先作废一个',
    en: 'The client has as many secrets as it may have at a time; revoke one first',
  },
  'grants.not_found': { status: 404, zh: '没有这项授权', en: 'There is no such grant' },
  'grants.already_ended': { status: 409, zh: '该授权已经结束', en: 'The grant has ended already' },
} as const satisfies ErrorRegistry;
