import sharp from 'sharp';
import { dayInShanghai } from '#libs/calendar';
import { scannedFrom } from '#libs/testing';
import { setOwnPhoto } from './setup/photo.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { Valve } from './setup/valve.js';
import { accountPassword, buildWorld, type World } from './setup/world.js';

interface Code {
  readonly code: string;
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('the scan page', () => {
  let suite: TestSuite;
  let world: World;
  let activities: Valve;
  let code: string;
  beforeAll(async () => {
    activities = await Valve.start();
    suite = await startTestSuite({
      environment: (service): Record<string, string> =>
        service === 'gateway' ? { ACTIVITIES_URL: activities.url } : {},
    });
    activities.target = suite.services.activities.url;
    world = await buildWorld(suite);
    code = (await world.own.member.get<Code>('/v1/me/code')).code;
  }, 120_000);
  afterAll(async () => {
    await suite.stop();
    await activities.stop();
  });
  afterEach(() => {
    activities.state = 'open';
  });

  const page = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${suite.url}/q/${path}`, { headers, redirect: 'manual' });
  const send = (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${suite.url}/q/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...form, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  const cookieOf = (answer: Response): string =>
    answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const logIn = async (username: string): Promise<string> => {
    const answer = await send(`${code}/login`, { username, password: accountPassword });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/q/${code}`]);
    return cookieOf(answer);
  };
  const shown = async (path: string, cookie = ''): Promise<string> => {
    const answer = await page(path, { cookie });
    expect(answer.status).toBe(200);
    return answer.text();
  };

  it('shows a stranger that the code is valid and the branch, and keeps it from everybody else', async () => {
    const answer = await page(code);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(answer.headers.get('vary')).toMatch(/Accept, Accept-Language/);
    const text = await answer.text();
    expect(text).toContain('<h1>二维码有效</h1>');
    expect(text).toContain('A 党支部');
    expect(text).not.toContain('A员2');
  });

  it('speaks English to who asks for it, by the browser or by the address', async () => {
    const byBrowser = await (await page(code, { 'accept-language': 'en-GB' })).text();
    expect(byBrowser).toContain('<html lang="en">');
    const byAddress = await shown(`${code}?lang=en`);
    expect(byAddress).toContain('The code is valid');
    expect(byAddress).toContain(`/q/${code}/login?lang=en`);
  });

  it('shows the member everything, with the sections of the other services', async () => {
    const cookie = await logIn('member-A');
    const text = await shown(code, cookie);
    for (const told of ['<h1>A员2</h1>', '本人', '正式党员', '2010-07-01', '谁查看过我'])
      expect(text).toContain(told);
    expect(text).toContain('还没有活动记录');
    expect(text).toContain('还没有公布的积分');
  });

  it('shows an officer the record, and not who looked; members of other branches are strangers', async () => {
    const officer = await shown(code, await logIn('officer'));
    expect(officer).toContain('党务工作者');
    expect(officer).toContain('公民身份号码');
    expect(officer).not.toContain('谁查看过我');
    const sibling = await shown(code, await logIn('member-B'));
    expect(sibling).toContain('您不属于该支部');
    expect(sibling).not.toContain('A员2');
  });

  it('shows a fellow name and office of the secretary', async () => {
    const secretary = (await world.own.secretary.get<Code>('/v1/me/code')).code;
    const text = await shown(secretary, await logIn('member-A'));
    expect(text).toContain('同支部党员');
    expect(text).toContain('书记（A 党支部）');
    expect(text).not.toContain('公民身份号码');
  });

  it('shows of an organization who holds which office, to its members', async () => {
    const path = `/v1/organizations/${world.own.id}/code`;
    const { code: ofBranch } = await world.admin.get<Code>(path);
    expect(await shown(ofBranch)).not.toContain('A员1');
    expect(await shown(ofBranch, await logIn('member-A'))).toContain('书记：A员1');
  });

  it('shows the photo to officers and the member, and to no stranger', async () => {
    await setOwnPhoto(suite, world.own, '#ff0000');
    const seen = async (cookie: string): Promise<readonly [boolean, number]> => {
      const isShown = (await shown(code, cookie)).includes(`src="/q/${code}/photo"`);
      return [isShown, (await page(`${code}/photo`, { cookie })).status];
    };
    const secretary = await logIn('secretary-A');
    for (const cookie of [await logIn('member-A'), await logIn('officer'), secretary])
      expect(await seen(cookie)).toEqual([true, 200]);
    for (const cookie of ['', await logIn('member-B')])
      expect(await seen(cookie)).toEqual([false, 404]);
    const answer = await page(`${code}/photo`, { cookie: secretary });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 30, height: 40 });
  });

  it('says of a service that is away or slow that it cannot be shown, and shows the rest', async () => {
    const cookie = await logIn('member-A');
    for (const state of ['cut', 'stuck'] as const) {
      activities.state = state;
      const text = await shown(code, cookie);
      expect(text).toContain('暂时无法显示，请稍后再试。');
      expect(text).toContain('<h1>A员2</h1>');
      expect(text).toContain('还没有公布的积分');
    }
  });

  it('is the same in JSON, for programs', async () => {
    const stranger = await page(code, { accept: 'application/json' });
    expect(stranger.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await stranger.json()).toMatchObject({ as: 'stranger', member: null, loggedIn: false });
    const cookie = await logIn('member-A');
    const own = await page(code, { accept: 'application/json', cookie });
    expect(await own.json()).toMatchObject({
      as: 'self',
      member: { name: 'A员2' },
      activities: { state: 'shown', data: [] },
      score: { state: 'shown', data: null },
      loggedIn: true,
    });
  });

  it('is friendly about codes that open nothing, whatever they look like', async () => {
    const odd = ['unknown', 'x'.repeat(150), 'a/b', '%3Cscript%3E', '%00', ''];
    for (const path of odd) {
      const answer = await page(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).toContain('<h1>二维码无效</h1>');
    }
    const problem = await page('unknown', { accept: 'application/json' });
    expect(problem.headers.get('content-type')).toMatch(/problem\+json/);
    expect(await problem.json()).toMatchObject({ code: 'codes.unknown', status: 404 });
  });

  it('verifies a letter of transfer by what is printed on it, and tells no more of it', async () => {
    const { officer, own } = world;
    const doneOn = dayInShanghai(new Date());
    const { id } = await officer.post<{ id: string }>('/v1/transfers', {
      personId: own.people[3]?.id,
      toOutside: { name: '某街道党工委' },
      requestedOn: doneOn,
      reason: '调出',
    });
    await officer.post(`/v1/transfers/${id}/approve-out`, { doneOn });
    const { letterNumber } = await officer.post<{ letterNumber: string }>(
      `/v1/transfers/${id}/issue-letter`,
      { doneOn },
    );
    const letter = await fetch(`${suite.url}/v1/transfers/${id}/letter.pdf`, {
      headers: { authorization: `Bearer ${officer.accessToken}` },
    });
    expect(letter.headers.get('content-type')).toBe('application/pdf');
    const url = scannedFrom(Buffer.from(await letter.arrayBuffer())) ?? '';
    const printed = url.slice(url.lastIndexOf('/') + 1);
    const text = await shown(printed);
    for (const said of ['介绍信有效', letterNumber, '某街道党工委', 'A*'])
      expect(text).toContain(said);
    expect(text).not.toContain(own.people[3]?.name);
    expect(await shown(`${printed}?lang=en`)).toContain('The letter is valid');
    const answer = await page(printed, { accept: 'application/json' });
    expect(await answer.json()).toMatchObject({
      status: 'valid',
      number: letterNumber,
      name: 'A*',
    });
  });

  it('keeps the session where no script and no other address gets it, and ends it', async () => {
    const answer = await send(`${code}/login`, {
      username: 'member-A',
      password: accountPassword,
    });
    const cookie = cookieOf(answer);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^wutai-scan=[\w-]+; Path=\/q; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    const elsewhere = await fetch(`${suite.url}/v1/me`, { headers: { cookie } });
    expect(elsewhere.status).toBe(401);
    const changed = `${cookie.slice(0, -4)}AAAA`;
    expect(await shown(code, changed)).toContain('登录已失效');
    const out = await send(`${code}/logout`, {}, { cookie, origin: 'null' });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      303,
      expect.stringMatching(/^wutai-scan=; Path=\/q; Max-Age=0/),
    ]);
  });

  it('says what is wrong with a log-in, in the language of the page', async () => {
    const wrong = await send(`${code}/login?lang=en`, { username: '"><b>', password: 'no' });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('set-cookie')).toBeNull();
    const text = await wrong.text();
    expect(text).toContain('User name or password is wrong');
    expect(text).toContain('value="&quot;&gt;&lt;b&gt;"');
    const empty = await send(`${code}/login`, {});
    expect([empty.status, (await empty.text()).includes('请填写用户名和密码')]).toEqual([
      400,
      true,
    ]);
    const slowed = [];
    for (let attempt = 0; attempt < 8; attempt += 1)
      slowed.push(await send(`${code}/login`, { username: 'nobody', password: 'no' }));
    const last = slowed.at(-1);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('does not log in with a password that has to be changed first, and says so', async () => {
    const { data } = await world.admin.get<{ data: { id: string; username: string }[] }>(
      '/v1/accounts?limit=200',
    );
    const id = data.find(({ username }) => username === 'member-B')?.id ?? '';
    const { initialPassword: password } = await world.admin.post<{ initialPassword: string }>(
      `/v1/accounts/${id}/password-reset`,
    );
    const answer = await send(`${code}/login`, { username: 'member-B', password });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await answer.text()).toContain('请先修改密码');
  });

  it('takes no form of another site, no other kind of body, and none that is large', async () => {
    const fields = { username: 'member-A', password: accountPassword };
    const foreign = await send(`${code}/login`, fields, { 'sec-fetch-site': 'cross-site' });
    expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([403, null]);
    const older = await send(`${code}/login`, fields, { origin: 'https://evil.example' });
    expect(older.status).toBe(403);
    const json = await send(`${code}/login`, fields, { 'content-type': 'application/json' });
    expect([json.status, json.headers.get('content-type')]).toEqual([
      415,
      expect.stringMatching(/html/),
    ]);
    const large = await send(`${code}/login`, { username: 'x'.repeat(20_000) });
    expect(large.status).toBe(413);
    const method = await fetch(`${suite.url}/q/${code}`, { method: 'DELETE' });
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('of a code that was reissued shows nothing any more', async () => {
    const id = world.own.people[1]?.id ?? '';
    await world.admin.post(`/v1/members/${id}/code/reissue`);
    expect((await page(code)).status).toBe(404);
  });
});
