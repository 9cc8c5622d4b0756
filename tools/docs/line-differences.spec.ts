import { lineDifferences } from './line-differences.js';

describe('what differs between two texts', () => {
  it('is told by the lines of either', () => {
    expect(lineDifferences('a\nb\nc', 'a\nc\nd')).toEqual(['- b', '+ d']);
    expect(lineDifferences('a\nb', 'b\na')).toEqual(['~ the order of the lines']);
  });

  it('stays short', () => {
    const many = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    expect(lineDifferences('', many).at(-1)).toMatch(/^… and \d+ more$/);
  });
});
