import { DomainError, type ErrorCode } from '#libs/contracts';
import { readGatewayConfig } from '../config.js';
import type { AskUpstream, Question } from '../upstreams/ask-upstream.js';
import { ScanPageService } from './scan-page.service.js';
import type { Viewer } from './viewers.js';

/** Services that answer by the path, and remember what they were asked. */
class FakeServices implements Pick<AskUpstream, 'ask'> {
  readonly asked: Question[] = [];

  constructor(private readonly answers: Readonly<Record<string, unknown>>) {}

  async ask(question: Question): Promise<unknown> {
    this.asked.push(question);
    const answer = this.answers[question.path.split('?', 1)[0] ?? ''];
    if (typeof answer === 'string') throw new DomainError(answer as ErrorCode);
    return answer;
  }
}

const scan = {
  as: 'officer',
  subject: 'member',
  branchName: '综采一队党支部',
  member: { name: '张伟', offices: [] },
  record: {
    personId: 'wang',
    name: '张伟',
    employeeNumber: null,
    sex: '1',
    bornOn: '1985-03-12',
    citizenNumber: '1101**********002X',
    phone: null,
    memberships: [],
    offices: [],
    health: 'what no page shows',
  },
  looks: null,
  organization: null,
};
const runs = {
  data: [
    { id: 'replaced', supersededBy: 'latest' },
    { id: 'elsewhere', supersededBy: null },
    { id: 'latest', supersededBy: null },
  ],
};
const score = { month: '2026-10', score: 92.5, grade: 'excellent', lines: [] };

const viewer: Viewer = {
  caller: { address: '203.0.113.1', protocol: 'https', host: 'wutai.example' },
  language: 'zh',
  userAgent: 'a phone',
  languageChosen: false,
  secure: true,
  session: { accessToken: 'the-token', refreshToken: 'the-refresh-token' },
  ended: false,
  countRead: () => Promise.resolve(),
};

function over(answers: Readonly<Record<string, unknown>>) {
  const services = new FakeServices({ '/v1/scans': scan, '/v1/runs': runs, ...answers });
  const config = readGatewayConfig({ NODE_ENV: 'test' });
  return { services, pages: new ScanPageService(services as unknown as AskUpstream, config) };
}

describe('what an officer is shown of a member', () => {
  it('has the points of the newest published run that has the member, asked with the officer’s own token', async () => {
    const { services, pages } = over({
      '/v1/runs/elsewhere/scores/wang': 'request.not_found',
      '/v1/runs/latest/scores/wang': score,
    });
    const page = await pages.read(viewer, 'code');
    expect(page.score).toEqual({ state: 'shown', data: score });
    expect(page.activities).toBeNull();
    expect(services.asked.map(({ path }) => path)).not.toContain('/v1/runs/replaced/scores/wang');
    for (const { headers } of services.asked)
      expect(headers['authorization']).toBe('Bearer the-token');
  });

  it('has no points where the officer may not read scores', async () => {
    const { pages } = over({ '/v1/runs': 'auth.forbidden' });
    expect((await pages.read(viewer, 'code')).score).toBeNull();
  });

  it.each(['server.upstream_timeout', 'server.unavailable'])(
    'says that the points cannot be shown: %s',
    async (code) => {
      const { pages } = over({ '/v1/runs': code });
      expect((await pages.read(viewer, 'code')).score).toEqual({ state: 'unavailable' });
    },
  );

  it('says so too when there is nothing left to read with, or the answer is another than was promised', async () => {
    const { services, pages } = over({ '/v1/runs': { data: 'nonsense' } });
    expect((await pages.read(viewer, 'code')).score).toEqual({ state: 'unavailable' });
    const spent = (): Promise<void> => Promise.reject(new DomainError('request.rate_limited'));
    const before = services.asked.length;
    const page = await pages.read({ ...viewer, countRead: spent }, 'code');
    expect(page.score).toEqual({ state: 'unavailable' });
    expect(services.asked.length).toBe(before + 1);
  });

  it('passes nothing on that it does not know', async () => {
    const { pages } = over({ '/v1/runs': { data: [] } });
    expect(JSON.stringify(await pages.read(viewer, 'code'))).not.toContain('what no page shows');
  });
});

describe('a code', () => {
  it.each(['request.invalid', 'request.malformed'])(
    'that cannot be one opens nothing: %s',
    async (code) => {
      const { pages } = over({ '/v1/scans': code });
      await expect(pages.read(viewer, 'code')).rejects.toMatchObject({ code: 'codes.unknown' });
    },
  );
});

describe('a photo', () => {
  it('is asked for with the viewer’s own token, and is nothing but a picture', async () => {
    const jpeg = Buffer.from('ffd8ff', 'hex');
    const { services, pages } = over({ '/v1/scans/photo': jpeg });
    expect(await pages.photo(viewer, 'code')).toBe(jpeg);
    expect(services.asked.at(-1)).toMatchObject({
      body: { code: 'code' },
      headers: { authorization: 'Bearer the-token' },
    });
    for (const answer of [{ jpeg: 'x' }, null])
      await expect(
        over({ '/v1/scans/photo': answer }).pages.photo(viewer, 'code'),
      ).rejects.toThrow();
  });
});

describe('a letter of transfer', () => {
  const letter = {
    status: 'valid',
    number: '2026-0012',
    fromName: '综采一队党支部',
    toName: '机电队党支部',
    name: '张*',
  };

  it('is what its code says', async () => {
    const { services, pages } = over({
      '/v1/transfer-letters/verify': { ...letter, citizenNumber: 'what no page shows' },
    });
    expect(await pages.letter(viewer, 'code')).toEqual(letter);
    expect(services.asked.at(-1)?.body).toEqual({ code: 'code' });
  });

  it('is none where the code is no letter’s, and not known where members is away', async () => {
    for (const code of ['transfers.letter_not_valid', 'request.invalid']) {
      const { pages } = over({ '/v1/transfer-letters/verify': code });
      expect(await pages.letter(viewer, 'code')).toBeUndefined();
    }
    const { pages } = over({ '/v1/transfer-letters/verify': 'server.unavailable' });
    await expect(pages.letter(viewer, 'code')).rejects.toThrow(DomainError);
  });
});
