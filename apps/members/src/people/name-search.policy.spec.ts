import { searchBounds, searchKey } from './name-search.policy.js';

describe('a search', () => {
  it.each([
    ['zhang san', 'zhangsan'],
    ['Zhang-San', 'zhangsan'],
    ['ＺＳ', 'zs'],
    ['lü bu', 'lvbu'],
    ["xi'an", 'xian'],
    ['张 三', '张三'],
    ['买买提·吐尔逊', '买买提吐尔逊'],
    ['WT10023', 'wt10023'],
  ])('takes %s as %s', (text, key) => {
    expect(searchKey(text)).toBe(key);
  });

  it('ends behind all that begins in the same way, and before the next', () => {
    const { from, below } = searchBounds('zs');
    for (const text of ['zs', 'zsa', 'zszzz', 'zs张'])
      expect(Buffer.compare(Buffer.from(text), Buffer.from(below))).toBeLessThan(0);
    expect(Buffer.compare(Buffer.from('zt'), Buffer.from(below))).toBeGreaterThan(0);
    expect(from).toBe('zs');
  });
});
