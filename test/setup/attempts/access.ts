import { at, type Attempts } from './attempt.js';

/** Log-in, accounts, clients, and what is one’s own of the members service. */
export const access = {
  sessions_jwks: { path: at('/.well-known/jwks.json'), expect: 'open' },
  sessions_login: { path: at('/v1/auth/login'), body: () => ({}), expect: 'open' },
  sessions_logout: { path: at('/v1/auth/logout'), body: () => ({}), expect: 'open' },
  sessions_refresh: { path: at('/v1/auth/refresh'), body: () => ({}), expect: 'open' },
  me_get: { path: at('/v1/me'), expect: 'own' },
  ownAccess_changePassword: {
    path: at('/v1/me/password'),
    body: () => ({}),
    expect: 'open',
  },
  ownAccess_sessions: { path: at('/v1/me/sessions'), expect: 'own' },
  ownAccess_endSession: { path: at('/v1/me/sessions/{}/end', 'sessionId'), expect: 'hidden' },
  ownAccess_endOtherSessions: { path: at('/v1/me/sessions/end-others'), expect: 'own' },
  consents_get: { path: at('/v1/me/consents'), expect: 'own' },
  consents_replace: {
    path: at('/v1/me/consents'),
    body: () => ({ fields: [] }),
    expect: 'own',
  },
  me_listToDos: { path: at('/v1/me/to-dos'), expect: 'own' },
  me_erase: {
    path: at('/v1/me/erasure'),
    body: () => ({ fields: ['address'] }),
    expect: 'own',
  },
  me_ownData: { path: at('/v1/me/data'), expect: 'own' },
  // Who tries has none.
  ownPhotos_get: { path: at('/v1/me/photo'), expect: 'hidden' },
  ownPhotos_set: { path: at('/v1/me/photo'), body: () => ({}), expect: 'open' },
  ownPhotos_remove: { path: at('/v1/me/photo'), expect: 'hidden' },
  exemptions_own: { path: at('/v1/me/exemptions'), expect: 'own' },
  partyProbations_own: { path: at('/v1/me/party-probations'), expect: 'own' },
  me_looks: { path: at('/v1/me/looks'), expect: 'own' },
  accounts_create: {
    path: at('/v1/accounts'),
    body: (hidden) => ({ personId: hidden.personId, username: 'intruder' }),
    expect: 'forbidden',
  },
  accounts_list: { path: at('/v1/accounts'), expect: 'forbidden' },
  accounts_disable: { path: at('/v1/accounts/{}/disable', 'accountId'), expect: 'forbidden' },
  accounts_enable: { path: at('/v1/accounts/{}/enable', 'accountId'), expect: 'forbidden' },
  accounts_resetPassword: {
    path: at('/v1/accounts/{}/password-reset', 'accountId'),
    expect: 'forbidden',
  },
  accounts_grant: {
    path: at('/v1/accounts/{}/grants', 'accountId'),
    body: (hidden) => ({ role: 'auditor', organizationId: hidden.organizationId }),
    expect: 'forbidden',
  },
  clientTokens_issue: {
    path: at('/v1/auth/token'),
    body: () => ({ grant_type: 'client_credentials' }),
    expect: 'open',
  },
  clients_create: {
    path: at('/v1/clients'),
    body: (hidden) => ({
      name: 'intruder',
      scopes: ['members.read'],
      roles: [{ role: 'auditor', organizationId: hidden.organizationId }],
    }),
    expect: 'forbidden',
  },
  clients_list: { path: at('/v1/clients'), expect: 'forbidden' },
  clients_get: { path: at('/v1/clients/{}', 'accountId'), expect: 'forbidden' },
  clients_change: {
    path: at('/v1/clients/{}', 'accountId'),
    body: () => ({}),
    expect: 'forbidden',
  },
  clients_makeSecret: {
    path: at('/v1/clients/{}/secrets', 'accountId'),
    body: () => ({}),
    expect: 'forbidden',
  },
  clients_revokeSecret: {
    path: (hidden) => `/v1/clients/${hidden.accountId}/secrets/${hidden.sessionId}/revoke`,
    expect: 'forbidden',
  },
  clients_usage: { path: at('/v1/clients/{}/usage', 'accountId'), expect: 'forbidden' },
  accounts_endGrant: { path: at('/v1/grants/{}/end', 'grantId'), expect: 'forbidden' },
} satisfies Attempts;
