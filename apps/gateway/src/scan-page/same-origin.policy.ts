/** What a browser says of the page that a form was sent from. */
export interface FormOrigin {
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  /** The host under which the client has reached us. */
  readonly host: string;
}

/** Reloading what was sent says `none`. */
const own = new Set(['same-origin', 'none']);

/** What a browser says where the page's own policy hides it. */
const isHidden = (origin: string | undefined): boolean => origin === 'null';

function isOtherHost(origin: string, host: string): boolean {
  try {
    const { protocol, host: sender } = new URL(origin);
    // The same scheme for both, so that a port that goes without saying is left out of both. Not the scheme itself: a
    // proxy that speaks TLS may stand in front without being listed.
    return sender !== new URL(`${protocol}//${host}`).host;
  } catch {
    return true;
  }
}

/**
 * Whether a form was sent by a page of somebody else. Who says nothing at all is no browser, or one that names the
 * origin where it is another.
 *
 * @param hasCookie it came with the session's cookie, which `SameSite` keeps from foreign forms: then a hidden origin is
 *   the page's own `no-referrer`.
 */
export function isForeign(
  { fetchSite, origin, host }: FormOrigin,
  hasCookie: boolean = false,
): boolean {
  if (fetchSite !== undefined) return !own.has(fetchSite);
  if (origin === undefined) return false;
  if (isHidden(origin)) return !hasCookie;
  return isOtherHost(origin, host);
}
