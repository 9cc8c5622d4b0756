import { headerOf, readHeader, requiredFields, rosterFields } from './roster-columns.policy.js';

const row = (...texts: string[]) => new Map(texts.map((text, column) => [column, { text }]));

describe('the header of a roster', () => {
  it('knows every column by its Chinese name and by its English one', () => {
    const chinese = readHeader(row(...rosterFields.map(headerOf)));
    expect([...(chinese?.byField.keys() ?? [])]).toEqual([...rosterFields]);
    const english = readHeader(
      row('Name', 'citizen_number', 'Organization Code', 'member_kind', 'admitted_on'),
    );
    expect(english?.missing).toEqual([]);
  });

  it('forgives stars, spaces and remarks', () => {
    const columns = readHeader(row('*姓 名', '身份证号（18位）', '入党时间', '备注'));
    expect([...(columns?.byField ?? [])]).toEqual([
      ['name', 0],
      ['citizenNumber', 1],
      ['admittedOn', 2],
    ]);
    expect(columns?.ignored).toEqual(['备注']);
    expect(columns?.missing).toEqual(['organizationCode', 'memberKind']);
  });

  it('is not a title, nor a row of data', () => {
    expect(readHeader(row('五台煤矿党员花名册'))).toBeUndefined();
    expect(readHeader(row('张伟', '男', '汉族', '正式党员'))).toBeUndefined();
  });

  it('names columns that are there twice', () => {
    expect(readHeader(row('姓名', '性别', '民族', '姓名'))?.twice).toEqual(['name']);
    expect(requiredFields).toContain('name');
  });
});
