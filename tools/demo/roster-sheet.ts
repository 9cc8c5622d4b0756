import exceljs from '@protobi/exceljs';
import { terms } from '#libs/contracts';
import type { DemoMember } from './people.js';
import { withFixedTimes } from './zip-times.js';

interface Column {
  readonly header: string;
  readonly width: number;
  readonly kind: 'text' | 'day';
  readonly value: (member: DemoMember) => string | null;
}

const column = (
  header: string,
  width: number,
  value: Column['value'],
  kind: Column['kind'] = 'text',
): Column => ({ header, width, kind, value });

/** The roster's columns as the members import reads them. */
const columns: readonly Column[] = [
  column('工号', 10, (member) => member.employeeNumber),
  column('姓名', 10, (member) => member.name),
  column('性别', 6, (member) => (member.sex === 'male' ? '男' : '女')),
  column('民族', 8, (member) => member.ethnicity),
  column('出生日期', 12, (member) => member.bornOn, 'day'),
  column('公民身份号码', 21, (member) => member.citizenNumber),
  column('学历', 6, (member) => member.education),
  column('手机号', 13, (member) => member.phone),
  column('所在组织编码', 14, (member) => member.organizationCode),
  column('党员类别', 10, (member) => terms[member.memberKind].zh),
  column('入党日期', 12, (member) => member.admittedOn, 'day'),
  column('转正日期', 12, (member) => member.confirmedOn, 'day'),
  column('状态', 6, (member) => terms[member.standing].zh),
];

/** UTF-8 with the mark by which Excel knows it. No value holds a comma, a quote or a line break. */
export function rosterCsv(members: readonly DemoMember[]): string {
  const lines = [
    columns.map(({ header }) => header),
    ...members.map((member) => columns.map(({ value }) => value(member) ?? '')),
  ];
  return `\uFEFF${lines.map((cells) => `${cells.join(',')}\n`).join('')}`;
}

/** The same as a workbook, with days as days and numbers of persons as text; the same bytes every time. */
export async function rosterXlsx(members: readonly DemoMember[]): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.creator = 'Wutai';
  workbook.lastModifiedBy = 'Wutai';
  workbook.created = new Date('2026-07-01T00:00:00Z');
  workbook.modified = workbook.created;
  const sheet = workbook.addWorksheet('党员花名册', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width, kind }) => ({
    header,
    width,
    style: { numFmt: kind === 'day' ? 'yyyy-mm-dd' : '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  for (const member of members)
    sheet.addRow(
      columns.map(({ kind, value }) => {
        const text = value(member);
        return kind === 'day' && text !== null ? new Date(`${text}T00:00:00Z`) : text;
      }),
    );
  return withFixedTimes(Buffer.from(await workbook.xlsx.writeBuffer()));
}
