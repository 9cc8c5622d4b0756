import type { AccessTokenClaims, AccessTokens } from './access-token.js';
import type { AccountAccess } from './account-access.js';
import type { AccountAccessCache } from './account-access-cache.js';
import { BearerStrategy } from './bearer.strategy.js';

const issued = Date.UTC(2026, 10, 22, 8);
const second = issued / 1000;
const claims: AccessTokenClaims = {
  sub: 'account',
  sid: 'session',
  dir: '1',
  iat: second,
  ims: issued + 5,
  exp: second + 900,
};
const access: AccountAccess = {
  personId: null,
  disabled: false,
  tokensValidFrom: new Date(issued),
  endedSessions: [],
  roles: [],
};

interface Known {
  readonly claims?: Partial<AccessTokenClaims>;
  readonly access?: Partial<AccountAccess> | null;
  readonly isCaughtUp?: boolean;
}

function ask(known: Known = {}): Promise<unknown> {
  const tokens = { verify: () => Promise.resolve({ ...claims, ...known.claims }) };
  const accounts = {
    catchUp: () => Promise.resolve(known.isCaughtUp ?? true),
    load: () => Promise.resolve(known.access === null ? null : { ...access, ...known.access }),
  };
  const strategy = new BearerStrategy(
    tokens as unknown as AccessTokens,
    accounts as unknown as AccountAccessCache,
  );
  return strategy.authenticate({ headers: { authorization: 'Bearer token' } });
}

describe('a bearer token', () => {
  it('tells who asks, in which session', () =>
    expect(ask()).resolves.toMatchObject({ accountId: 'account', sessionId: 'session' }));

  it.each<[string, Known]>([
    ['of a session that has ended', { access: { endedSessions: ['one', 'session', 'other'] } }],
    ['of before the account’s tokens died', { access: { tokensValidFrom: new Date(issued + 6) } }],
    ['of the very millisecond', { access: { tokensValidFrom: new Date(issued + 5) } }],
    ['of an account that is disabled', { access: { disabled: true } }],
    ['of an account that is not there', { access: null }],
  ])('is dead: %s', (_, known) =>
    expect(ask(known)).rejects.toMatchObject({ code: 'auth.token_invalid' }),
  );

  it.each<[string, Known]>([
    ['while other sessions of the account ended', { access: { endedSessions: ['one', 'other'] } }],
    ['of behind that tokens died', { access: { tokensValidFrom: new Date(issued + 4) } }],
  ])('is good: %s', (_, known) =>
    expect(ask(known)).resolves.toMatchObject({ accountId: 'account' }),
  );

  it('of an account that is newer than what is known may come again', () =>
    expect(ask({ access: null, isCaughtUp: false })).rejects.toMatchObject({
      code: 'server.unavailable',
    }));
});
