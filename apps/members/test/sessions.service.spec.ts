import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import request from 'supertest';
import type { TestService } from '#libs/testing';
import { SigningKeys } from '../src/sessions/signing-keys.js';
import { ADMIN_PASSWORD, Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-1' },
    { number: '3', name: '王芳', code: 'XZ-1' },
  ]);
});
afterAll(() => service.stop());

const logIn = (username: string, password: string) =>
  request(service.url).post('/v1/auth/login').send({ username, password });
const refresh = (refreshToken: string) =>
  request(service.url).post('/v1/auth/refresh').send({ refreshToken });

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  tokenType: string;
}
const tokens = async (): Promise<Tokens> =>
  (await logIn('admin', ADMIN_PASSWORD).expect(200)).body as Tokens;
const person = (number: string): string => people.get(number) ?? '';

describe('logging in', () => {
  it('answers tokens that open the caller’s own', async () => {
    const { accessToken, refreshToken, expiresIn, tokenType } = await tokens();
    expect({ expiresIn, tokenType }).toEqual({ expiresIn: 900, tokenType: 'Bearer' });
    expect(Buffer.from(refreshToken, 'base64url')).toHaveLength(32);
    const { body } = await new Caller(service.url, accessToken).get('/v1/me').expect(200);
    expect(body).toMatchObject({
      username: 'admin',
      person: null,
      roles: [{ role: 'administrator' }],
    });
  });

  it('takes user names whatever their case', async () => {
    await logIn('ADMIN', ADMIN_PASSWORD).expect(200);
  });

  it('answers the same problem for a wrong password, an unknown user and a disabled account', async () => {
    const { body } = await mine.admin
      .post('/v1/accounts', {
        personId: person('1'),
        username: 'zhangwei',
        password: 'right-password',
      })
      .expect(201);
    await mine.admin.post(`/v1/accounts/${(body as { id: string }).id}/disable`).expect(204);
    const answers = await Promise.all([
      logIn('admin', 'wrong-password'),
      logIn('nobody-here', 'wrong-password'),
      logIn('zhangwei', 'right-password'),
    ]);
    const problems = answers.map(({ status, headers, body: problem }) => ({
      status,
      type: headers['content-type'] as string,
      ...(problem as Record<string, unknown>),
      traceId: '',
    }));
    expect(problems[0]).toMatchObject({ status: 401, code: 'auth.credentials_invalid' });
    expect(problems[1]).toEqual(problems[0]);
    expect(problems[2]).toEqual(problems[0]);
  });

  it.each(['lisi-who-exists-not', 'slowed'])(
    'is slowed after five failures, known user or not: %s',
    async (username) => {
      if (username === 'slowed') await openAccount(mine.admin, person('2'), username);
      for (let i = 0; i < 5; i++) await logIn(username, 'wrong-password').expect(401);
      const { body, headers } = await logIn(username, 'password-of-the-test').expect(429);
      expect(body).toMatchObject({ code: 'auth.slow_down', retryAfter: 1 });
      expect(headers['retry-after']).toBe('1');
    },
  );

  it('counts failures that come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => logIn('raced', 'wrong-password')),
    );
    expect(answers.filter(({ status }) => status === 429).length).toBe(7);
  });
});

describe('a refresh token', () => {
  it('is good for one use, and the next one for one more', async () => {
    const first = await tokens();
    const second = (await refresh(first.refreshToken).expect(200)).body as Tokens;
    expect(second.refreshToken).not.toBe(first.refreshToken);
    await new Caller(service.url, second.accessToken).get('/v1/me').expect(200);
    await refresh(second.refreshToken).expect(200);
  });

  it('ends the whole session when it is used a second time', async () => {
    const first = await tokens();
    const second = (await refresh(first.refreshToken).expect(200)).body as Tokens;
    const { body } = await refresh(first.refreshToken).expect(401);
    expect(body).toMatchObject({ code: 'auth.refresh_invalid' });
    await refresh(second.refreshToken).expect(401);
  });

  it('is won once by two at the same time', async () => {
    const { refreshToken } = await tokens();
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('is dead after logging out, and one session’s end is not another’s', async () => {
    const [one, other] = [await tokens(), await tokens()];
    await request(service.url)
      .post('/v1/auth/logout')
      .send({ refreshToken: one.refreshToken })
      .expect(204);
    await refresh(one.refreshToken).expect(401);
    await refresh(other.refreshToken).expect(200);
  });

  it('is dead after thirty days', async () => {
    const { refreshToken } = await tokens();
    const admin = await service.database.admin('members');
    await admin.query("update sessions set expires_at = expires_at - interval '30 days'");
    await refresh(refreshToken).expect(401);
  });

  it('is kept as a hash only', async () => {
    const { refreshToken } = await tokens();
    const admin = await service.database.admin('members');
    const { rows } = await admin.query<{ row: string }>(
      'select token::text as row from refresh_tokens token',
    );
    expect(rows.length).toBeGreaterThan(0);
    const open = [
      refreshToken,
      Buffer.from(refreshToken, 'base64url').toString('hex'),
      Buffer.from(refreshToken).toString('hex'),
    ];
    for (const { row } of rows) for (const text of open) expect(row).not.toContain(text);
  });
});

describe('an account that is disabled', () => {
  it('is dead at once, its tokens with it, and they stay dead when it is enabled', async () => {
    const caller = await openAccount(mine.admin, person('3'), 'wangfang');
    await caller.get('/v1/me').expect(200);
    const [account] = await mine.admin.all<{ id: string }>(`/v1/accounts?personId=${person('3')}`);
    await mine.admin.post(`/v1/accounts/${account?.id ?? ''}/disable`).expect(204);
    await caller.get('/v1/me').expect(401);
    // A token is as old as the whole second it was issued in.
    const admin = await service.database.admin('members');
    await admin.query(
      "update accounts set tokens_valid_from = tokens_valid_from + interval '2 seconds' where username = 'wangfang'",
    );
    await mine.admin.post(`/v1/accounts/${account?.id ?? ''}/enable`).expect(204);
    const { body } = await caller.get('/v1/me').expect(401);
    expect(body).toMatchObject({ code: 'auth.token_invalid' });
  });
});

describe('a token that is not ours', () => {
  let now = 0;
  beforeEach(() => {
    now = Math.floor(Date.now() / 1000);
  });
  const claims = { sid: '0190a0b0-0000-7000-8000-000000000000', dir: '1' };
  const sound = (subject: string, expires: number | null = now + 900): SignJWT => {
    const token = new SignJWT(claims)
      .setSubject(subject)
      .setIssuer('wutai')
      .setAudience('wutai')
      .setIssuedAt(now);
    return expires === null ? token : token.setExpirationTime(expires);
  };

  async function known(): Promise<{ kid: string; subject: string; jwk: JsonWebKey }> {
    const { body: set } = await request(service.url).get('/.well-known/jwks.json').expect(200);
    const { body: me } = await mine.admin.get('/v1/me').expect(200);
    const [jwk] = (set as { keys: (JsonWebKey & { kid: string })[] }).keys;
    if (!jwk) throw new Error('no key');
    return { kid: jwk.kid, subject: (me as { accountId: string }).accountId, jwk };
  }

  /** Signed with our very key, and wrong in what it says. */
  it.each<[string, (token: SignJWT, subject: string) => SignJWT, { typ?: string }]>([
    ['expired', (token) => token.setExpirationTime(now - 60), {}],
    ['without an expiry', (_, subject) => sound(subject, null), {}],
    ['for another audience', (token) => token.setAudience('others'), {}],
    ['of another issuer', (token) => token.setIssuer('others'), {}],
    ['of another type', (token) => token, { typ: 'JWT' }],
    [
      'of an account that is not there',
      (token) => token.setSubject('0190a0b0-0000-7000-8000-000000000000'),
      {},
    ],
  ])('is refused: %s', async (_, change, { typ = 'at+jwt' }) => {
    const { kid, subject } = await known();
    const { privateKey } = await service.app.get(SigningKeys, { strict: false }).signingKey();
    const sign = (token: SignJWT, type: string) =>
      token.setProtectedHeader({ alg: 'ES256', typ: type, kid }).sign(privateKey);
    await new Caller(service.url, await sign(sound(subject), 'at+jwt')).get('/v1/me').expect(200);
    const { body } = await new Caller(service.url, await sign(change(sound(subject), subject), typ))
      .get('/v1/me')
      .expect(401);
    expect(body).toMatchObject({ code: 'auth.token_invalid' });
  });

  it.each<[string, () => Promise<string>]>([
    [
      'signed by another key under our id',
      async () => {
        const { kid, subject } = await known();
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        return sound(subject)
          .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
          .sign(privateKey);
      },
    ],
    [
      'signed by a key that nobody knows',
      async () => {
        const { subject } = await known();
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        return sound(subject)
          .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'other' })
          .sign(privateKey);
      },
    ],
    [
      'alg none',
      async () => {
        const { subject } = await known();
        return new UnsecuredJWT(claims)
          .setSubject(subject)
          .setIssuer('wutai')
          .setAudience('wutai')
          .setIssuedAt(now)
          .setExpirationTime(now + 900)
          .encode();
      },
    ],
    [
      'HS256 with the public key for a secret',
      async () => {
        const { kid, subject, jwk } = await known();
        const pem = await exportSPKI(createPublicKey({ key: jwk, format: 'jwk' }));
        return sound(subject)
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
          .sign(new TextEncoder().encode(pem));
      },
    ],
    ['no token at all', () => Promise.resolve('x')],
    ['empty parts', () => Promise.resolve('..')],
  ])('is refused: %s', async (_, make) => {
    const { body } = await new Caller(service.url, await make()).get('/v1/me').expect(401);
    expect(body).toMatchObject({ code: 'auth.token_invalid' });
  });
});
