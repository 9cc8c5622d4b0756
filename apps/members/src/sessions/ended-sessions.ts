import { ACCESS_TOKEN_SECONDS } from './token-issuer.js';

/** For clocks that differ, and for who has begun to watch something with a token that was about to expire. */
const MARGIN_SECONDS = 5 * 60;

/**
 * For statements over `accounts account`: an array of its sessions that ended while an access token of theirs may be out.
 * Those begun (or kept) before the account's tokens were killed are dead by that.
 */
export const endedSessions = `array(select session.id from sessions session
    where session.account_id = account.id
      and session.revoked_at > now() - interval '${ACCESS_TOKEN_SECONDS + MARGIN_SECONDS} seconds'
      and coalesce(session.kept_at, session.created_at) >= account.tokens_valid_from
    order by session.id)`;
