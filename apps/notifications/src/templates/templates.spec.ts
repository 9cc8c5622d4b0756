import { dayInWords } from './written-days.js';
import type { MessageText, RenderContext } from './template.js';
import { reminderTexts } from './reminder-texts.js';
import { type ScoreParams, scoreTexts } from './score-texts.js';
import { render, type ReminderTemplate, type ScoreTemplate } from './templates.js';

const named = { organizationName: '综采一队党支部' };
const unknown = { organizationName: null };
const score = (
  template: ScoreTemplate,
  language: 'zh' | 'en',
  params: ScoreParams,
  context: RenderContext,
): MessageText => render({ template, params }, language, context);
const scored = { month: '2026-10', score: 8750, grade: 'good' } as const;

describe('texts of messages', () => {
  it('tells a member the own score in Chinese', () => {
    const { title, body } = score('score.member', 'zh', scored, unknown);
    expect(title).toBe('您2026年10月的考核：87.50分（良好）');
    expect(body).toContain('得87.50分，等次为良好');
  });

  it('tells the same in English', () => {
    const { title, body } = score('score.member', 'en', scored, unknown);
    expect(title).toBe('Your assessment for October 2026: 87.50 (good)');
    expect(body).toContain('87.50 points, good');
  });

  it('says of a correction that it is one', () => {
    const corrected = { ...scored, corrected: true };
    const { title, body } = score('score.member', 'zh', corrected, unknown);
    expect(title).toBe('您2026年10月的考核更正：87.50分（良好）');
    expect(body).toContain('您2026年10月的考核结果已更正：得87.50分');
    expect(score('score.branch', 'en', corrected, named)).toEqual({
      title: '综采一队党支部, October 2026, corrected: 87.50 (good)',
      body: 'The assessment of 综采一队党支部 for October 2026 is corrected: 87.50 points, good.',
    });
  });

  it('says that who is not scored is not, rather than zero', () => {
    const none = { month: '2026-01', score: null, grade: null };
    expect(score('score.member', 'zh', none, unknown).title).toBe('您2026年1月的考核：不计分');
    expect(score('score.member', 'en', none, unknown).body).toContain('not scored');
  });

  it('scores a probationary member without a grade', () => {
    const { body } = score('score.member', 'zh', { ...scored, grade: null }, unknown);
    expect(body).toContain('得87.50分，不评等次');
  });

  it('names the organization as it is called now', () => {
    expect(score('score.branch', 'zh', scored, named).title).toBe(
      '综采一队党支部2026年10月考核：87.50分（良好）',
    );
    expect(score('score.group', 'en', scored, named).body).toContain('综采一队党支部');
  });

  it('reads well before the directory knows the organization', () => {
    expect(score('score.branch', 'en', scored, unknown).title).toBe(
      'your branch, October 2026: 87.50 (good)',
    );
  });

  it.each(Object.keys(scoreTexts) as ScoreTemplate[])('has %s in both languages', (name) => {
    const zh = score(name, 'zh', scored, named);
    const en = score(name, 'en', scored, named);
    expect(zh.title).toMatch(/考核/);
    expect(en.title).toMatch(/October 2026/);
    expect(`${zh.title}${zh.body}${en.title}${en.body}`).not.toMatch(/undefined|NaN|null/);
  });
});

describe('texts of reminders', () => {
  const names = Object.keys(reminderTexts) as ReminderTemplate[];
  const both = (template: ReminderTemplate, stage: 'near' | 'overdue', context: RenderContext) =>
    (['zh', 'en'] as const).map((language) =>
      render({ template, params: { stage, dueOn: '2028-02-29' } }, language, context),
    );

  it.each(names)('has %s in both languages, near and overdue, with its day', (name) => {
    const texts = (['near', 'overdue'] as const).flatMap((stage) => both(name, stage, named));
    expect(new Set(texts.map(({ title }) => title)).size).toBe(4);
    for (const [at, { title, body }] of texts.entries()) {
      const day = dayInWords('2028-02-29', at % 2 === 0 ? 'zh' : 'en');
      expect([title, body]).toEqual(Array(2).fill(expect.stringContaining(day)));
      expect(`${title}${body}`).not.toMatch(/undefined|NaN|null/);
    }
  });

  it('name the organization to its officers, and read well before the directory knows it', () => {
    const [zh, en] = both('reminder.election', 'near', named);
    expect([zh?.title, en?.title]).toEqual([
      '综采一队党支部：任期2028年2月29日届满，请准备换届',
      '综采一队党支部: the term ends on 29 February 2028',
    ]);
    const [unnamed] = both('reminder.election', 'overdue', unknown);
    expect(unnamed?.title).toBe('您所在党组织：任期已于2028年2月29日届满，应当换届');
  });
});
