import { csvCell, harmless, sheetCell } from './harmless-cell.policy.js';

describe('a cell of an exported sheet', () => {
  it.each([
    ...['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', "=cmd|' /C calc'!A0"],
    ...['＝1+1', '＋86', '－1', '＠SUM(A1)'],
  ])('is text where it begins like a formula: %j', (text) => {
    expect(harmless(text)).toBe(`'${text}`);
  });

  it.each(['张伟', '1-1', 'a=b', '', "'=1"])('is left as it is: %j', (text) => {
    expect(harmless(text)).toBe(text);
  });

  it('is quoted in csv where it would end early', () => {
    expect(csvCell('一,"二"\n三')).toBe('"一,""二""\n三"');
    expect(csvCell('=1,2')).toBe(`"'=1,2"`);
  });

  it('is what XML can say in a workbook', () => {
    expect(sheetCell('<=&\u0000>', 'B2')).toBe(
      '<c r="B2" t="inlineStr"><is><t xml:space="preserve">&lt;=&amp;&gt;</t></is></c>',
    );
  });
});
