import {
  educationCode,
  educationCodes,
  ethnicityCode,
  ethnicityCodes,
  politicalStatusCodes,
  politicalStatusesOfOthers,
  sexCode,
} from './gb-codes.js';

describe('national codes', () => {
  it('has the 56 peoples and the two others of GB/T 3304', () => {
    expect(Object.keys(ethnicityCodes)).toHaveLength(58);
    expect(ethnicityCodes).toMatchObject({
      '01': '汉族',
      '11': '满族',
      '30': '土族',
      '56': '基诺族',
      '98': '外国血统中国籍人士',
    });
    expect(new Set(Object.values(ethnicityCodes)).size).toBe(58);
  });

  it('has the political statuses of GB/T 4762', () => {
    expect(Object.keys(politicalStatusCodes).sort()).toEqual(
      Array.from({ length: 13 }, (_, i) => String(i + 1).padStart(2, '0')),
    );
    expect(politicalStatusesOfOthers).toEqual(Object.keys(politicalStatusCodes).sort().slice(2));
  });

  it('has the levels of GB/T 4658', () => {
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
    expect(Object.keys(educationCodes).sort()).toEqual(
      [
        ...range(10, 19),
        ...range(20, 23),
        '28',
        ...range(30, 33),
        ...range(40, 49),
        ...range(60, 63),
        ...['70', '71', '73', '80', '81', '83', '90'],
      ].sort(),
    );
  });

  it.each([
    [sexCode, '男', '1'],
    [sexCode, '女性', '2'],
    [sexCode, '9', '9'],
    [sexCode, 'Female', '2'],
    [sexCode, '3', undefined],
    [sexCode, 'constructor', undefined],
    [ethnicityCode, '汉', '01'],
    [ethnicityCode, '土家族', '15'],
    [ethnicityCode, '1', '01'],
    [ethnicityCode, '57', undefined],
    [ethnicityCode, '族', undefined],
    [educationCode, '大专', '30'],
    [educationCode, '硕士研究生毕业', '14'],
    [educationCode, '24', undefined],
    [educationCode, 'toString', undefined],
  ])('%p reads %s as %s', (read, text, code) => {
    expect(read(text)).toBe(code);
  });
});
