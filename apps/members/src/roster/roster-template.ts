import { Injectable } from '@nestjs/common';
import { educationCodes, ethnicityCodes } from '../people/gb-codes.js';
import {
  headerOf,
  otherHeadersOf,
  requiredFields,
  type RosterField,
  rosterFields,
} from './roster-columns.policy.js';
import { exampleRow } from './roster-example.policy.js';

/** As far down as cells are prepared. */
const ROWS = 1000;
const CODES_SHEET = '代码';

/** What people choose from, in the order of the standards. */
const choices = {
  sex: ['男', '女'],
  ethnicity: Object.values(ethnicityCodes),
  education: Object.values(educationCodes),
  memberKind: ['正式党员', '预备党员'],
  standing: ['在册', '流动', '长病'],
} as const satisfies Partial<Record<RosterField, readonly string[]>>;
const chosen = Object.entries(choices) as [RosterField, readonly string[]][];

const notes: Readonly<Record<RosterField, string>> = {
  employeeNumber: '本单位工号，同一党委内不得重复',
  name: '与身份证一致，最多60字',
  sex: '从下拉列表选择；不填则按公民身份号码推算',
  ethnicity: '从下拉列表选择（GB/T 3304）',
  bornOn: '如 1980-01-05；不填则按公民身份号码推算',
  citizenNumber: '18位，按 GB 11643 校验；以文本填写，不要让末几位变成 0',
  education: '从下拉列表选择（GB/T 4658）',
  phone: '手机号或带区号的电话',
  address: '常住地址，加密保存',
  organizationCode: '所在党支部或党小组的编码，须为系统中已有的编码',
  memberKind: '从下拉列表选择',
  admittedOn: '如 2012-07-01，也可写 2012/7/1、2012年7月1日',
  confirmedOn: '预备党员不填',
  standing: '从下拉列表选择；不填为在册',
};

const days: readonly RosterField[] = ['bornOn', 'admittedOn', 'confirmedOn'];
const isRequired = (field: RosterField): boolean =>
  (requiredFields as readonly RosterField[]).includes(field);

/** The roster as an empty form: headers, what to write below them, and one example, which an import passes by. */
@Injectable()
export class RosterTemplates {
  /** With the mark by which Excel knows UTF-8. */
  csv(): Buffer {
    const lines = [rosterFields.map(headerOf), rosterFields.map((field) => exampleRow[field])];
    return Buffer.from(`\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`);
  }

  async xlsx(): Promise<Buffer> {
    const { default: excel } = await import('@protobi/exceljs');
    const book = new excel.Workbook();
    const form = book.addWorksheet('党员花名册', { views: [{ state: 'frozen', ySplit: 1 }] });
    // Text, so that Excel makes no number of a number of eighteen digits, nor of one that begins with zero.
    form.columns = rosterFields.map((field) => ({
      header: headerOf(field),
      width: field === 'citizenNumber' ? 22 : 14,
      style: { numFmt: days.includes(field) ? 'yyyy-mm-dd' : '@' },
    }));
    form.getRow(1).font = { bold: true };
    form.addRow(rosterFields.map((field) => exampleRow[field])).font = {
      italic: true,
      color: { argb: 'FF808080' },
    };
    const codes = book.addWorksheet(CODES_SHEET);
    chosen.forEach(([field, texts], index) => {
      const column = codes.getColumn(index + 1);
      [headerOf(field), ...texts].forEach((text, row) => {
        codes.getCell(row + 1, index + 1).value = text;
      });
      const formula = `${CODES_SHEET}!$${column.letter}$2:$${column.letter}$${texts.length + 1}`;
      const { letter } = form.getColumn(rosterFields.indexOf(field) + 1);
      for (let row = 2; row <= ROWS; row += 1)
        form.getCell(`${letter}${row}`).dataValidation = {
          type: 'list',
          allowBlank: true,
          formulae: [formula],
        };
    });
    const help = book.addWorksheet('填写说明');
    help.columns = [
      { header: '列', width: 16 },
      { header: '是否必填', width: 10 },
      { header: '填写要求', width: 60 },
      { header: '也可写作', width: 50 },
    ];
    help.getRow(1).font = { bold: true };
    for (const field of rosterFields)
      help.addRow([
        headerOf(field),
        isRequired(field) ? '必填' : '选填',
        notes[field],
        otherHeadersOf(field).join('、'),
      ]);
    help.addRow([]);
    help.addRow([
      '示例行',
      '',
      '第2行是示例，导入时跳过并在报告中提示；填写前可删除。单元格不得为公式。',
    ]);
    return Buffer.from(await book.xlsx.writeBuffer());
  }
}
