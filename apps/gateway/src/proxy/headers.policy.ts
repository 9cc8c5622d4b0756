type Headers = Readonly<Record<string, string | string[] | undefined>>;

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
  // Answered by the server itself before the body comes.
  'expect',
  // Set for the service's own address.
  'host',
]);

/** What only we may say: where a request came from, and anything of ours. Services trust none of it for identity. */
const ours =
  /^(x-forwarded-.*|forwarded|x-real-ip|x-client-ip|true-client-ip|x-wutai-.*|x-original-.*|x-rewrite-url|x-http-method.*)$/;

function namedByConnection(headers: Headers): Set<string> {
  const value = headers['connection'];
  if (value === undefined) return new Set();
  return new Set(
    String(value)
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
}

function endToEnd(headers: Headers): [string, string | string[]][] {
  const named = namedByConnection(headers);
  return Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] =>
      entry[1] !== undefined && !hopByHop.has(entry[0]) && !named.has(entry[0]),
  );
}

/** What the gateway knows of the caller's connection. */
export interface Caller {
  readonly address: string;
  readonly protocol: string;
  readonly host: string;
  readonly traceparent: string;
}

/** A client's headers as the service gets them. */
export function requestHeaders(
  headers: Headers,
  caller: Caller,
  hasBody: boolean,
): Record<string, string | string[]> {
  const passed = endToEnd(headers).filter(
    ([name]) => !ours.test(name) && (hasBody || name !== 'content-length'),
  );
  return {
    ...Object.fromEntries(passed),
    'x-forwarded-for': caller.address,
    'x-forwarded-proto': caller.protocol,
    'x-forwarded-host': caller.host,
    traceparent: caller.traceparent,
  };
}

/** A service's headers as the client gets them; `own` are those the gateway has set (CORS). */
export function responseHeaders(
  headers: Headers,
  own: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, number | string | string[]> {
  const merged: Record<string, number | string | string[]> = Object.fromEntries(endToEnd(headers));
  for (const [name, value] of Object.entries(own)) if (value !== undefined) merged[name] = value;
  return merged;
}
