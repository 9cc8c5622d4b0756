import { readGatewayConfig } from '../config.js';
import { SessionCookie } from './session-cookie.js';

const made = (secret: string): SessionCookie =>
  new SessionCookie(readGatewayConfig({ NODE_ENV: 'test', CURSOR_SECRET: secret.repeat(32) }));
const tokens = { accessToken: 'the-access-token', refreshToken: 'the-refresh-token' };
const sent = (cookie: string): string => `other=1; ${cookie.split(';', 1)[0] ?? ''}; last=2`;

describe('the cookie of the scan page', () => {
  const cookie = made('a');

  it('comes back as what it was, and tells its holder nothing', () => {
    const written = cookie.write(tokens, 900, true);
    expect(cookie.read(sent(written), true)).toEqual(tokens);
    expect(Buffer.from(written, 'base64url').toString('latin1')).not.toContain('token');
  });

  it('goes to these pages alone, to no script, and over TLS only where there is TLS', () => {
    expect(cookie.write(tokens, 900.7, true)).toMatch(
      /^__Secure-wutai-scan=[\w-]+; Path=\/q; Max-Age=900; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(cookie.write(tokens, 900, false)).not.toContain('Secure');
    expect(cookie.clear(true)).toMatch(/^__Secure-wutai-scan=; Path=\/q; Max-Age=0;/);
  });

  it('is not read where it was planted without TLS', () => {
    expect(cookie.read(sent(cookie.write(tokens, 900, false)), true)).toBeUndefined();
  });

  it.each([
    ['sealed with another key', sent(made('b').write(tokens, 900, true))],
    ['changed', sent(cookie.write(tokens, 900, true).replace(/=...../, '=AAAAA'))],
    ['too short', '__Secure-wutai-scan=AA'],
    ['no base64', '__Secure-wutai-scan=%%%'],
    ['empty', '__Secure-wutai-scan='],
  ])('is worth nothing when it is %s', (_what, header) => {
    expect(cookie.read(header, true)).toBeUndefined();
  });
});
