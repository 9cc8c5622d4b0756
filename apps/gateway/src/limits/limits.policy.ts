import type { Route } from '../proxy/route-table.policy.js';

/** What is counted together. */
export type Kind = 'login' | 'anonymous' | 'read' | 'write' | 'upload';

/** How often in a window one caller may do what is of this kind. */
export interface Limit {
  readonly kind: Kind;
  readonly quota: number;
  readonly windowSeconds: number;
  /**
   * Passwords can be guessed: each attempt is counted before it goes on, and none goes on uncounted. Elsewhere a copy
   * may take a share beforehand, and what cannot be counted is let through.
   */
  readonly strict: boolean;
}

const logIns = new Set(['/v1/auth/login', '/v1/auth/token']);

/** What a request on this route counts as, when its token verifies or needs none. */
export function kindOf(route: Route): Kind {
  if (logIns.has(route.path)) return 'login';
  if (!route.needsToken) return 'anonymous';
  if (route.takesFiles) return 'upload';
  return route.method === 'get' ? 'read' : 'write';
}

/** What is left, as a caller is told. */
export interface Standing {
  readonly passed: boolean;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
export const policyField = ({ kind, quota, windowSeconds }: Limit): string =>
  `"${kind}";q=${quota};w=${windowSeconds}`;

export const limitField = ({ kind }: Limit, { remaining, resetSeconds }: Standing): string =>
  `"${kind}";r=${remaining};t=${resetSeconds}`;
