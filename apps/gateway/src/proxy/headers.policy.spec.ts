import { deadlineOf, namesTwoHosts, requestHeaders, responseHeaders } from './headers.policy.js';

const caller = {
  address: '10.0.0.9',
  protocol: 'http',
  host: 'mine.example',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  deadlineMs: 15_000,
};

describe('headers on the way in', () => {
  it('keep what is end to end', () => {
    const sent = {
      authorization: 'Bearer x',
      accept: '*/*',
      'idempotency-key': 'k',
      'if-match': '"1"',
    };
    expect(requestHeaders(sent, caller, false)).toMatchObject(sent);
  });

  it.each([
    'x-forwarded-for',
    'x-forwarded-user',
    'x-forwarded',
    'forwarded',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'x-cluster-client-ip',
    'cf-connecting-ip',
    'x-wutai-account',
    'x-wutai-deadline-ms',
    'x-original-url',
    'x-rewrite-url',
    'x-http-method-override',
    'x-remote-user',
    'remote-user',
    'x-authenticated-userid',
  ])('never take %s from a client', (name) => {
    const passed = requestHeaders({ [name]: 'spoofed' }, caller, false);
    expect(Object.values(passed)).not.toContain('spoofed');
  });

  it('say where the request came from', () => {
    expect(requestHeaders({}, caller, false)).toEqual({
      'x-forwarded-for': '10.0.0.9',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'mine.example',
      traceparent: caller.traceparent,
      'x-wutai-deadline-ms': '15000',
    });
  });

  it('drop what is about the connection, and what the connection names', () => {
    const passed = requestHeaders(
      {
        connection: 'close, X-Secret',
        'x-secret': '1',
        'transfer-encoding': 'chunked',
        te: 'gzip',
        upgrade: 'h2c',
        'http2-settings': 'x',
        'proxy-authorization': 'Basic x',
        host: 'a',
      },
      caller,
      true,
    );
    for (const name of [
      'connection',
      'x-secret',
      'transfer-encoding',
      'te',
      'upgrade',
      'http2-settings',
      'proxy-authorization',
      'host',
    ])
      expect(passed).not.toHaveProperty(name);
  });

  it('drop the length of a body that is not sent on', () => {
    expect(requestHeaders({ 'content-length': '3' }, caller, false)).not.toHaveProperty(
      'content-length',
    );
    expect(requestHeaders({ 'content-length': '3' }, caller, true)).toHaveProperty(
      'content-length',
      '3',
    );
  });
});

describe('headers on the way out', () => {
  it("are the service's, without its connection, and ours besides", () => {
    expect(
      responseHeaders(
        {
          'content-type': 'text/csv',
          connection: 'keep-alive',
          'keep-alive': 'timeout=72',
          etag: '"1"',
        },
        { 'access-control-allow-origin': 'http://a', vary: undefined },
      ),
    ).toEqual({
      'content-type': 'text/csv',
      etag: '"1"',
      'access-control-allow-origin': 'http://a',
    });
  });
});

describe('the deadline', () => {
  it.each([
    // [what the client allows, what is allowed]
    [undefined, 15_000],
    ['500', 500],
    ['0', 1],
    ['99999999', 15_000],
    ['-5', 15_000],
    ['1e3', 15_000],
    ['soon', 15_000],
  ])('of a client that says %s is %s', (asked, allowed) => {
    expect(deadlineOf({ 'x-wutai-deadline-ms': asked }, 15_000)).toBe(allowed);
  });
});

describe('the host', () => {
  it('is named once', () => {
    expect(namesTwoHosts(['Host', 'a', 'Accept', '*/*', 'X-Host', 'b'])).toBe(false);
    expect(namesTwoHosts(['Host', 'a', 'host', 'b'])).toBe(true);
  });
});
