import { render, templates, type TemplateName } from './templates.js';

const named = { organizationName: '综采一队党支部' };
const unknown = { organizationName: null };
const scored = { month: '2026-10', score: 8750, grade: 'good' } as const;

describe('texts of messages', () => {
  it('tells a member the own score in Chinese', () => {
    const { title, body } = render('score.member', 'zh', scored, unknown);
    expect(title).toBe('您2026年10月的考核：87.50分（良好）');
    expect(body).toContain('得87.50分，等次为良好');
  });

  it('tells the same in English', () => {
    const { title, body } = render('score.member', 'en', scored, unknown);
    expect(title).toBe('Your assessment for October 2026: 87.50 (good)');
    expect(body).toContain('87.50 points, good');
  });

  it('says of a correction that it is one', () => {
    const corrected = { ...scored, corrected: true };
    const { title, body } = render('score.member', 'zh', corrected, unknown);
    expect(title).toBe('您2026年10月的考核更正：87.50分（良好）');
    expect(body).toContain('您2026年10月的考核结果已更正：得87.50分');
    expect(render('score.branch', 'en', corrected, named)).toEqual({
      title: '综采一队党支部, October 2026, corrected: 87.50 (good)',
      body: 'The assessment of 综采一队党支部 for October 2026 is corrected: 87.50 points, good.',
    });
  });

  it('says that who is not scored is not, rather than zero', () => {
    const none = { month: '2026-01', score: null, grade: null };
    expect(render('score.member', 'zh', none, unknown).title).toBe('您2026年1月的考核：不计分');
    expect(render('score.member', 'en', none, unknown).body).toContain('not scored');
  });

  it('scores a probationary member without a grade', () => {
    const { body } = render('score.member', 'zh', { ...scored, grade: null }, unknown);
    expect(body).toContain('得87.50分，不评等次');
  });

  it('names the organization as it is called now', () => {
    expect(render('score.branch', 'zh', scored, named).title).toBe(
      '综采一队党支部2026年10月考核：87.50分（良好）',
    );
    expect(render('score.group', 'en', scored, named).body).toContain('综采一队党支部');
  });

  it('reads well before the directory knows the organization', () => {
    expect(render('score.branch', 'en', scored, unknown).title).toBe(
      'your branch, October 2026: 87.50 (good)',
    );
  });

  it.each(Object.keys(templates) as TemplateName[])('has %s in both languages', (name) => {
    const zh = render(name, 'zh', scored, named);
    const en = render(name, 'en', scored, named);
    expect(zh.title).toMatch(/考核/);
    expect(en.title).toMatch(/October 2026/);
    expect(`${zh.title}${zh.body}${en.title}${en.body}`).not.toMatch(/undefined|NaN|null/);
  });
});
