import type { RosterField } from './roster-columns.policy.js';
import { readRosterRow } from './roster-row.policy.js';
import type { RosterCell } from './roster-table.js';

const today = '2026-07-01';

const sound = {
  name: '张伟',
  citizenNumber: '11010519491231002X',
  organizationCode: 'ZB-01',
  memberKind: '正式党员',
  admittedOn: '1971年7月1日',
} satisfies Partial<Record<RosterField, string>>;

function read(fields: Partial<Record<RosterField, string | RosterCell>>) {
  const cells = Object.entries({ ...sound, ...fields }).map(([field, value]) => [
    field as RosterField,
    typeof value === 'string' ? { text: value, kind: 'text' as const } : value,
  ]);
  return readRosterRow(new Map(cells as [RosterField, RosterCell][]), today);
}

describe('a row of a roster', () => {
  it('needs little, and takes birth date and sex from the citizen number', () => {
    expect(read({})).toEqual({
      organizationCode: 'ZB-01',
      errors: [],
      warnings: [],
      member: {
        employeeNumber: null,
        name: '张伟',
        sex: '2',
        ethnicity: null,
        bornOn: '1949-12-31',
        citizenNumber: '11010519491231002X',
        education: null,
        phone: null,
        address: null,
        politicalStatus: null,
        organizationCode: 'ZB-01',
        memberKind: 'full',
        admittedOn: '1971-07-01',
        confirmedOn: null,
        standing: 'regular',
        assumed: ['sex', 'bornOn', 'standing'],
      },
    });
  });

  it('reads all the rest', () => {
    const { member } = read({
      employeeNumber: { text: '100123', kind: 'number' },
      sex: '女',
      ethnicity: { text: '1', kind: 'number' },
      bornOn: { text: '1949-12-31', kind: 'date' },
      education: '大学本科',
      phone: '+86 138 1234 5678',
      confirmedOn: '1972/7/1',
      standing: '长病',
    });
    expect(member).toMatchObject({
      employeeNumber: '100123',
      sex: '2',
      ethnicity: '01',
      education: '20',
      phone: '13812345678',
      confirmedOn: '1972-07-01',
      standing: 'long_sick',
    });
  });

  it.each<[string, Partial<Record<RosterField, string | RosterCell>>, RosterField]>([
    ['missing', { name: '' }, 'name'],
    ['missing', { citizenNumber: '' }, 'citizenNumber'],
    ['formula', { name: { text: '=A1', kind: 'formula' } }, 'name'],
    ['cell_error', { name: { text: '#REF!', kind: 'error' } }, 'name'],
    ['too_long', { name: '长'.repeat(61) }, 'name'],
    ['characters', { name: '张\u0007伟' }, 'name'],
    [
      'number_cell',
      { citizenNumber: { text: '110105194912310020', kind: 'number' } },
      'citizenNumber',
    ],
    ['check_character', { citizenNumber: '110105194912310021' }, 'citizenNumber'],
    ['form', { citizenNumber: '110105' }, 'citizenNumber'],
    ['sex', { sex: '雄' }, 'sex'],
    ['ethnicity', { ethnicity: '火星族' }, 'ethnicity'],
    ['education', { education: '幼儿园' }, 'education'],
    ['phone', { phone: '无' }, 'phone'],
    ['date', { admittedOn: '2020-02-30' }, 'admittedOn'],
    ['future', { admittedOn: '2026-07-02' }, 'admittedOn'],
    ['member_kind', { memberKind: '群众' }, 'memberKind'],
    ['standing', { standing: '失联' }, 'standing'],
    ['before_admission', { confirmedOn: '1970-07-01' }, 'confirmedOn'],
    [
      'probationary_confirmed',
      { memberKind: '预备党员', confirmedOn: '1972-07-01' },
      'confirmedOn',
    ],
  ])('says %s of %j', (code, fields, field) => {
    const result = read(fields);
    expect(result.member).toBeUndefined();
    expect(result.errors).toEqual([{ field, code }]);
  });

  it('lists everything that is wrong at once', () => {
    expect(
      read({ name: '', sex: '?', admittedOn: '去年' })
        .errors.map(({ field }) => field)
        .sort(),
    ).toEqual(['admittedOn', 'name', 'sex']);
  });

  it('only warns where columns disagree, and keeps what the columns say', () => {
    const result = read({ sex: '男', bornOn: '1949-12-30' });
    expect(result.errors).toEqual([]);
    expect(result.warnings).toEqual([
      { field: 'bornOn', code: 'born_on_differs' },
      { field: 'sex', code: 'sex_differs' },
    ]);
    expect(result.member).toMatchObject({ sex: '1', bornOn: '1949-12-30' });
  });

  it('warns of an admission before the age of eighteen', () => {
    expect(read({ admittedOn: '1967-12-30' }).warnings).toEqual([
      { field: 'admittedOn', code: 'under_age' },
    ]);
    expect(read({ admittedOn: '1967-12-31' }).warnings).toEqual([]);
  });
});
