import { sampleScheme, sampleTask } from '../../test/sample-scheme.js';
import { formalisms } from './formalism.policy.js';

const scheme = (overrides: object) =>
  sampleScheme({ indicators: [sampleTask('lecture', overrides)] });

describe('the linter against formalism', () => {
  it.each([
    'online.logins',
    'online.check_in_streak',
    'online.likes',
    'online.comments',
    'online.shares',
    'online.votes',
    'online.minutes',
  ])('refuses %s and cites the clause', (metric) => {
    const [objection] = formalisms(scheme({ metric }), '/definition');
    expect(objection?.pointer).toBe('/definition/indicators/0');
    expect(objection?.message.zh).toContain('指尖上的形式主义');
    expect(objection?.message.en).toContain('formalism at the fingertips');
  });

  it.each([
    [{ key: 'daily_check_in' }],
    [{ title: { zh: '每日签到', en: 'attendance' } }],
    [{ title: { zh: '学习', en: 'Time online' } }],
    [{ title: { zh: '点赞之星', en: 'star' } }],
    [{ title: { zh: '活跃', en: 'Likes received' } }],
    [{ title: { zh: '转发支部文章', en: 'articles' } }],
  ])('refuses an honest metric under a telling name: %j', (overrides) => {
    expect(formalisms(scheme(overrides))).toHaveLength(1);
  });

  it.each([
    [{ title: { zh: '参加主题党日', en: 'Attends the theme day' } }],
    [{ title: { zh: '党课', en: 'Lecture' }, key: 'lecture' }],
    [{ title: { zh: '完成学习任务', en: 'Study completed' } }],
  ])('has nothing against work done: %j', (overrides) => {
    expect(formalisms(scheme(overrides))).toEqual([]);
  });
});
