import { createHash } from 'node:crypto';
import { DomainError } from '#libs/contracts';
import { alertOf, logInView, problemView } from './form-views.js';
import { addressesOf } from './page-layout.js';
import { contentPolicy } from './page-style.js';
import { type ScanPage, withoutStandings } from './scan-page.js';
import { scanView } from './scan-view.js';
import { wordsIn } from './words.js';

const hostile = '<img src=x onerror=alert(1)>';
const zh = wordsIn('zh');
const addresses = addressesOf('3r8v0kq2m9x7c4hd5wtb6nfpaj', zh, false);

const membership = {
  organizationName: '第一党小组',
  memberKind: 'full',
  standing: 'long_sick',
  admittedOn: '2012-07-01',
  confirmedOn: '2013-07-01',
  startsOn: '2012-07-01',
  endsOn: null,
};
const office = {
  organizationName: '综采一队党支部',
  title: 'secretary',
  acting: true,
  startsOn: '2024-01-01',
  endsOn: null,
};

const stranger: ScanPage = {
  as: 'stranger',
  subject: 'member',
  branchName: '综采一队党支部',
  member: null,
  record: null,
  looks: null,
  organization: null,
  activities: null,
  score: null,
  loggedIn: false,
};

const self: ScanPage = {
  ...stranger,
  as: 'self',
  loggedIn: true,
  member: {
    name: '张伟',
    offices: [{ title: 'secretary', organizationName: '综采一队党支部' }],
  },
  record: {
    personId: '1',
    name: '张伟',
    employeeNumber: 'WT1',
    sex: '1',
    bornOn: '1985-03-12',
    citizenNumber: '1101**********002X',
    phone: null,
    memberships: [membership],
    offices: [office],
  },
  looks: [{ at: '2026-10-15T01:00:00.000Z', what: 'scan', viewerName: null }],
  activities: {
    state: 'shown',
    data: [
      {
        title: '十月主题党日',
        heldOn: '2026-10-15',
        organizationName: null,
        types: ['branch_meeting', 'theme_day'],
        status: 'present',
      },
    ],
  },
  score: {
    state: 'shown',
    data: {
      month: '2026-10',
      score: 92.5,
      grade: 'excellent',
      lines: [
        { title: { zh: '主题党日', en: 'Theme day' }, points: 10, applicable: true },
        { title: { zh: '党课', en: 'Lecture' }, points: 0, applicable: false },
      ],
      branchDistribution: { excellent: 12, good: 0, none: 2 },
    },
  },
};

const show = (page: ScanPage, words = zh): string => scanView(page, words, addresses, false);

/** Everything that a reader may be told: without style and tags. */
const readable = (page: string): string =>
  page
    .replace(/<style>[^]*<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of a code', () => {
  it('shows a stranger that it is valid and the branch, and the way to log in', () => {
    const page = show(stranger);
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('<h1>二维码有效</h1>');
    expect(readable(page)).toContain('所在支部 综采一队党支部');
    expect(page).toContain(`href="${addresses.logIn}"`);
    for (const label of ['姓名', '职务', '公民身份号码', '谁查看过我'])
      expect(readable(page)).not.toContain(label);
  });

  it('shows the member everything own, in the words of the field', () => {
    const page = readable(show(self));
    for (const told of [
      '姓名 张伟',
      '职务 书记（综采一队党支部）',
      '党员类别 正式党员',
      '党员状态 长病',
      '入党日期 2012-07-01',
      '转正日期 2013-07-01',
      '公民身份号码 1101**********002X',
      '手机号 未登记',
      '书记（代理）',
      '十月主题党日（出席）',
      '支部党员大会、主题党日',
      '得分 92.5',
      '等次 优秀',
      '党课 不适用',
      '优秀 12 人',
      '未登录的访客或管理账号 · 扫码 2026-10-15 09:00',
    ])
      expect(page).toContain(told);
  });

  it('shows the same in English', () => {
    const page = show(self, wordsIn('en'));
    expect(page).toContain('<html lang="en">');
    expect(readable(page)).toContain('Kind of member full member');
    expect(readable(page)).toContain('secretary (综采一队党支部)');
    expect(readable(page)).toContain('Theme day 10');
  });

  it('tells nobody but the member of an illness, by what it says or by what it leaves out', () => {
    const scan = withoutStandings({ ...self, as: 'officer' });
    expect(JSON.stringify(scan)).not.toContain('standing');
    const page = readable(show({ ...self, ...scan, looks: null }));
    expect(page).not.toContain('长病');
    expect(page).not.toContain('党员状态');
    expect(withoutStandings(self)).toBe(self);
  });

  it('says of a section that it cannot be shown, and shows the rest', () => {
    const page = readable(show({ ...self, activities: { state: 'unavailable' } }));
    expect(page).toContain('最近参加的活动 暂时无法显示');
    expect(page).toContain('得分 92.5');
  });

  it('never takes a name for mark-up', () => {
    const named = {
      ...self,
      branchName: hostile,
      member: { name: hostile, offices: [{ title: hostile, organizationName: hostile }] },
    };
    const page = show(named);
    expect(page).not.toContain('<img');
    expect(page).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;</h1>');
    const form = logInView(zh, addressesOf(`"><script>`, zh, true), {
      username: '" onfocus="x',
      alert: hostile,
    });
    expect(form).not.toMatch(/<img|<script|" onfocus="x/);
  });

  it('shows the photo to whom there is one to see, from this page’s own address', () => {
    expect(show(self)).not.toContain('<img');
    const { member } = self;
    const page = show({ ...self, member: member && { ...member, hasPhoto: true } });
    expect(page).toContain(`<img class="photo" src="${addresses.photo}" alt="照片：张伟" />`);
    expect(addresses.photo).toBe('/q/3r8v0kq2m9x7c4hd5wtb6nfpaj/photo');
    expect(contentPolicy).toContain("img-src 'self'");
  });

  it('says in words what was looked at, and never of an account that nobody was logged in', () => {
    const looks = ['record', 'photo', 'export', 'transfer', 'transfer_letter'].map((what) => ({
      at: '2026-10-15T01:00:00.000Z',
      what,
      viewerName: null,
    }));
    const page = show({ ...self, looks }).replace(/\s+/g, ' ');
    for (const said of ['查看档案', '查看照片', '导出名册', '查看组织关系转接', '打印介绍信'])
      expect(page).toContain(`管理账号 · ${said}`);
    expect(page).not.toContain('未登录');
  });

  it('stays small, whatever a service has to say', () => {
    const many = <T>(one: T, count: number): T[] => Array.from({ length: count }, () => one);
    const [line] = self.score?.state === 'shown' ? (self.score.data?.lines ?? []) : [];
    const page = show({
      ...self,
      looks: many({ at: '2026-10-15T01:00:00.000Z', what: 'record', viewerName: '李强' }, 10),
      ...(self.score?.state === 'shown' &&
        self.score.data &&
        line && { score: { state: 'shown', data: { ...self.score.data, lines: many(line, 40) } } }),
    });
    expect(Buffer.byteLength(page)).toBeLessThan(50 * 1024);
  });

  it('needs nothing from elsewhere, and its policy allows its own style alone', () => {
    const page = show(self);
    expect(page).not.toMatch(/<script|https?:|\son\w+=|\sstyle=/);
    const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(contentPolicy).toContain(`style-src 'sha256-${digest}'`);
    expect(contentPolicy).toContain("default-src 'none'");
  });
});

describe('the page of a problem', () => {
  it('is friendly about a code that opens nothing', () => {
    const page = problemView(new DomainError('codes.unknown'), zh, '/q/x?lang=en');
    expect(page).toContain('<h1>二维码无效</h1>');
  });

  it('says how long to wait before the next log-in', () => {
    const slow = new DomainError('auth.slow_down', { extensions: { retryAfter: 7 } });
    expect(alertOf(slow, zh)).toBe('尝试过于频繁，请稍后再试。请等待后再试，秒数：7');
    expect(alertOf(new DomainError('request.invalid'), zh)).toBe('请填写用户名和密码');
  });
});
