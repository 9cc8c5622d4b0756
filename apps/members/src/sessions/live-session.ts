/**
 * For statements over `sessions session` and `accounts account`: neither ended nor over, nor begun (or kept) before the
 * account's tokens were killed.
 */
export const isLive = (now: string): string =>
  `session.revoked_at is null and session.expires_at > ${now}::timestamptz
    and coalesce(session.kept_at, session.created_at) >= account.tokens_valid_from`;
