type Headers = Readonly<Record<string, string | string[] | undefined>>;
type Sent = Record<string, string | string[]>;

/** How long the answer may take, in milliseconds: each hop passes on what it has left. */
export const DEADLINE_HEADER = 'x-wutai-deadline-ms';

/** RFC 9110: these are about one connection and never travel on. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  // Answered by the server itself before the body comes.
  'expect',
  // Set for the service's own address.
  'host',
]);

/**
 * What only we may say: where a request came from, who asks, and anything of ours. Services trust none of it for
 * identity.
 */
const ours =
  /^(x-forwarded(-.*)?|forwarded|x-real-ip|(x-|true-|fastly-|x-cluster-)client-ip|cf-connecting-ip|x-wutai-.*|x-original-.*|x-(rewrite|override)-url|x-http-method.*|(x-)?remote-(user|addr)|x-authenticated-.*)$/;

/** Names that the connection's own header makes its own; most have none but `keep-alive` and `close`. */
function namedByConnection({ connection }: Headers): Set<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close')
    return undefined;
  return new Set(
    String(connection)
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
}

/** What the gateway says of a request itself. */
export interface Introduction {
  readonly address: string;
  readonly protocol: string;
  readonly host: string;
  readonly traceparent: string;
  readonly deadlineMs: number;
}

/** A client's headers as the service gets them. A plain loop: this runs at every request. */
export function requestHeaders(headers: Headers, known: Introduction, hasBody: boolean): Sent {
  const named = namedByConnection(headers);
  const sent: Sent = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || hopByHop.has(name) || ours.test(name) || named?.has(name)) continue;
    if (name === 'content-length' && !hasBody) continue;
    sent[name] = value;
  }
  sent['x-forwarded-for'] = known.address;
  sent['x-forwarded-proto'] = known.protocol;
  sent['x-forwarded-host'] = known.host;
  sent['traceparent'] = known.traceparent;
  sent[DEADLINE_HEADER] = String(known.deadlineMs);
  return sent;
}

/** A service's headers as the client gets them; `own` are those the gateway has set (CORS, limits). */
export function responseHeaders(
  headers: Headers,
  own: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, number | string | string[]> {
  const named = namedByConnection(headers);
  const sent: Record<string, number | string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !hopByHop.has(name) && !named?.has(name)) sent[name] = value;
  }
  for (const name in own) {
    const value = own[name];
    if (value !== undefined) sent[name] = value;
  }
  return sent;
}

/** What a client allows at most, where it says so and that is less. */
export function deadlineOf(headers: Headers, mostMs: number): number {
  const asked = headers[DEADLINE_HEADER];
  if (typeof asked !== 'string' || !/^\d{1,9}$/.test(asked)) return mostMs;
  return Math.max(1, Math.min(mostMs, Number(asked)));
}

/** RFC 9112: two hosts are a trick, on whoever reads the other one. */
export function namesTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts > 1;
}
