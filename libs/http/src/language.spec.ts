import { languageOf } from './language.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['fr, en;q=0.5, zh;q=0.2', 'en'],
    ['fr', 'zh'],
    ['en;q=0', 'zh'],
  ] as const)('for %j is %s', (header, expected) => {
    expect(languageOf(header)).toBe(expected);
  });
});
