import type { RosterField } from './roster-columns.policy.js';
import type { RosterCells } from './roster-row.policy.js';

/** By this name the example of the template is known: whoever leaves it in the file is told that it was passed by. */
const EXAMPLE_NAME = '示例行导入时跳过';

/** Nobody's: the number is the specimen of the standard. */
export const exampleRow: Readonly<Record<RosterField, string>> = {
  employeeNumber: 'WT00000',
  name: EXAMPLE_NAME,
  sex: '女',
  ethnicity: '汉族',
  bornOn: '1949-12-31',
  citizenNumber: '11010519491231002X',
  education: '大学本科毕业',
  phone: '13800000000',
  address: '山西省忻州市五台县',
  organizationCode: 'ZB-01',
  memberKind: '正式党员',
  admittedOn: '1971-07-01',
  confirmedOn: '1972-07-01',
  standing: '在册',
};

export const isExample = (cells: RosterCells): boolean => cells.get('name')?.text === EXAMPLE_NAME;
