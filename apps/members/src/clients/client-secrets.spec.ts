import {
  basicCredentials,
  digestOf,
  grantedScopes,
  makeSecret,
  secretExpiry,
} from './client-secrets.js';

describe('a secret', () => {
  it('is another each time, found again by its digest and told by its end', () => {
    const [one, other] = [makeSecret(), makeSecret()];
    expect(one.secret).not.toBe(other.secret);
    expect(Buffer.from(one.secret.slice('wutai_'.length), 'base64url')).toHaveLength(32);
    expect(digestOf(one.secret)).toEqual(one.digest);
    expect(one.secret.endsWith(one.hint)).toBe(true);
  });

  it('is good for so many days', () => {
    expect(secretExpiry(new Date('2026-11-27T00:00:00Z'), 30)).toEqual(
      new Date('2026-12-27T00:00:00Z'),
    );
  });
});

describe('credentials in a header', () => {
  const header = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it('are the two parts, each decoded', () => {
    expect(basicCredentials(header('a%3Ab:c+d%2B:e'))).toEqual({ id: 'a:b', secret: 'c d+:e' });
  });

  it.each(['', 'Bearer abc', 'Basic', 'Basic !', header('no colon'), header('a:%zz')])(
    'are none: %s',
    (text) => {
      expect(basicCredentials(text)).toBeUndefined();
    },
  );
});

describe('the scopes of a token', () => {
  const allowed = ['members.read', 'scores.read'] as const;

  it.each([undefined, '', ' '])('are all of the client, unless it asks: %j', (asked) => {
    expect(grantedScopes(allowed, asked)).toEqual(allowed);
  });

  it('are what it asks for', () => {
    expect(grantedScopes(allowed, 'scores.read scores.read')).toEqual(['scores.read']);
  });

  it('are never more than it may', () => {
    expect(grantedScopes(allowed, 'scores.read members.manage')).toBeUndefined();
  });
});
