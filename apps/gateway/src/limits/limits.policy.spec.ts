import type { Route } from '../proxy/route-table.policy.js';
import { kindOf, limitField, policyField } from './limits.policy.js';

const route: Route = {
  service: 'members',
  method: 'get',
  path: '/v1/members',
  needsToken: true,
  takesFiles: false,
  sendsEvents: false,
};

describe('what a request counts as', () => {
  it.each([
    ['read', {}],
    ['write', { method: 'patch' }],
    ['upload', { method: 'post', takesFiles: true }],
    ['login', { method: 'post', path: '/v1/auth/login', needsToken: false }],
    ['anonymous', { method: 'post', path: '/v1/auth/refresh', needsToken: false }],
  ] as const)('%s', (kind, own) => {
    expect(kindOf({ ...route, ...own })).toBe(kind);
  });
});

describe('the fields', () => {
  it('say the policy, what is left and when it begins anew', () => {
    const limit = { kind: 'read', quota: 3000, windowSeconds: 60, strict: false } as const;
    expect(policyField(limit)).toBe('"read";q=3000;w=60');
    expect(limitField(limit, { passed: true, remaining: 12, resetSeconds: 7 })).toBe(
      '"read";r=12;t=7',
    );
  });
});
