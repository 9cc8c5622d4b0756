import { ACCESS_TOKEN_SECONDS } from './access-token.js';
import type { HeldRole } from './principal.js';

/**
 * As long an ended session is remembered: no access token of it is out any more. Longer than a token lives, for clocks that
 * differ and for who began to watch something when the token was about to expire.
 */
export const ENDED_SESSION_SECONDS = ACCESS_TOKEN_SECONDS + 5 * 60;

/** What is known of an account now. */
export interface AccountAccess {
  readonly personId: string | null;
  readonly disabled: boolean;
  readonly tokensValidFrom: Date;
  /** Its sessions that ended lately, whose access tokens may still be out: of nearly everybody none. */
  readonly endedSessions: readonly string[];
  readonly roles: readonly HeldRole[];
}

/** Where a service looks up accounts: the members service in its own tables, the others in their directory. */
export abstract class AccountAccessSource {
  abstract load(accountId: string): Promise<AccountAccess | null>;

  /**
   * Makes sure that changes up to this position of the directory are known here, so that who was given a role and then
   * logged in finds it everywhere at once. A moment's wait at most; then the service answers with what it knows.
   *
   * @returns false when they are still not known.
   */
  abstract catchUp(position: string): Promise<boolean>;
}
