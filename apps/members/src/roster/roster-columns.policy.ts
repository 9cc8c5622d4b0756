/** What a roster's columns mean, by the headers that people give them. */
export const rosterFields = [
  'employeeNumber',
  'name',
  'sex',
  'ethnicity',
  'bornOn',
  'citizenNumber',
  'education',
  'phone',
  'address',
  'organizationCode',
  'memberKind',
  'admittedOn',
  'confirmedOn',
  'standing',
] as const;
export type RosterField = (typeof rosterFields)[number];

/** The first header is the one that problems name. */
const headers: Readonly<Record<RosterField, readonly string[]>> = {
  employeeNumber: ['工号', '员工编号', '职工编号', 'employee_number', 'employee number'],
  name: ['姓名', 'name'],
  sex: ['性别', 'sex', 'gender'],
  ethnicity: ['民族', 'ethnicity'],
  bornOn: ['出生日期', '出生年月日', '生日', 'born_on', 'birth_date', 'date_of_birth'],
  citizenNumber: [
    '公民身份号码',
    '身份证号',
    '身份证号码',
    '公民身份证号',
    'citizen_number',
    'id_number',
  ],
  education: ['学历', '文化程度', 'education'],
  phone: ['手机号', '手机号码', '手机', '联系电话', '电话', 'phone', 'mobile'],
  address: ['住址', '家庭住址', '现居住地', '联系地址', 'address'],
  organizationCode: [
    '所在组织编码',
    '组织编码',
    '所在支部编码',
    '所在党组织编码',
    'organization_code',
  ],
  memberKind: ['党员类别', '人员类别', 'member_kind', 'member_category'],
  admittedOn: ['入党日期', '入党时间', '加入党组织日期', 'admitted_on'],
  confirmedOn: ['转正日期', '转正时间', '转为正式党员日期', 'confirmed_on'],
  standing: ['状态', '党员状态', 'standing', 'status'],
};

/** Columns without which there is nothing to read; no cell of them may be empty. */
export const requiredFields = [
  'name',
  'citizenNumber',
  'organizationCode',
  'memberKind',
  'admittedOn',
] as const satisfies readonly RosterField[];

const key = (header: string): string => header.replace(/[\s*＊_-]|[(（].*$/g, '').toLowerCase();

const fieldByKey = new Map(
  rosterFields.flatMap((field) => headers[field].map((header) => [key(header), field] as const)),
);

/** What else a column may be called. */
export const otherHeadersOf = (field: RosterField): readonly string[] =>
  headers[field].slice(1).filter((header) => !/^[a-z]/.test(header));

export function headerOf(field: RosterField): string {
  return headers[field][0] ?? field;
}

export interface RosterColumns {
  readonly byField: ReadonlyMap<RosterField, number>;
  /** Headers that mean nothing to us: their columns are left aside. */
  readonly ignored: readonly string[];
  /** Fields for which there are two columns. */
  readonly twice: readonly RosterField[];
  readonly missing: readonly RosterField[];
}

/** A row is the header when it has three headers that are known: titles and notes may stand above it. */
const ENOUGH = 3;

/** Reads a row as the header; undefined when it is none. */
export function readHeader(
  cells: ReadonlyMap<number, { readonly text: string }>,
): RosterColumns | undefined {
  const byField = new Map<RosterField, number>();
  const ignored: string[] = [];
  const twice: RosterField[] = [];
  for (const [column, { text }] of cells) {
    const field = fieldByKey.get(key(text));
    if (!field) ignored.push(text);
    else if (byField.has(field)) twice.push(field);
    else byField.set(field, column);
  }
  if (byField.size < ENOUGH) return undefined;
  return {
    byField,
    ignored,
    twice,
    missing: requiredFields.filter((field) => !byField.has(field)),
  };
}
