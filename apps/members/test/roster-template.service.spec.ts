import Excel from '@protobi/exceljs';
import type { IncomingMessage } from 'node:http';
import type { TestService } from '#libs/testing';
import { startMembers } from './members.harness.js';
import { citizenNumber } from './roster-csv.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
});
afterAll(() => service.stop());

const collect = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  (response as IncomingMessage).on('data', (chunk: Buffer) => chunks.push(chunk));
  (response as IncomingMessage).on('end', () => {
    done(null, Buffer.concat(chunks));
  });
};
const file = async (path: string): Promise<Buffer> => {
  const { body } = await mine.admin.get(path).buffer().parse(collect).expect(200);
  return body as Buffer;
};

const filled = {
  姓名: '张伟',
  公民身份号码: citizenNumber(),
  所在组织编码: 'XZ-1',
  党员类别: '正式党员',
  入党日期: '2012-07-01',
  学历: '大学本科毕业',
  民族: '蒙古族',
};
const example = [{ row: 2, field: 'name', header: '姓名', code: 'example' }];

describe('the template of a roster', () => {
  it('as xlsx is imported when it is filled in; its example is passed by and told of', async () => {
    const book = new Excel.Workbook();
    await book.xlsx.load((await file('/v1/roster-imports/template.xlsx')) as never);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['党员花名册', '代码', '填写说明']);
    const [form] = book.worksheets;
    if (!form) throw new Error('no sheet');
    const headers = (form.getRow(1).values as string[]).slice(1);
    expect(headers.slice(0, 3)).toEqual(['工号', '姓名', '性别']);
    const lists = headers.filter((_, i) => {
      const cell = form.getCell(3, i + 1) as { dataValidation?: Excel.DataValidation };
      return cell.dataValidation?.type === 'list';
    });
    expect(lists).toEqual(['性别', '民族', '学历', '党员类别', '状态']);
    for (const [header, value] of Object.entries(filled))
      form.getCell(3, headers.indexOf(header) + 1).value = value;
    const again = Buffer.from(await book.xlsx.writeBuffer());
    const { report } = await mine.admin.imported('dryRun=true', again, 'roster.xlsx');
    expect(report).toMatchObject({
      rows: 1,
      toCreate: 1,
      errors: [],
      warnings: example,
      ignoredColumns: [],
    });
  });

  it('as csv too, and begins with the mark by which Excel knows it', async () => {
    const template = await file('/v1/roster-imports/template.csv');
    expect(template.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const headers = template.toString().slice(1).split('\r\n')[0]?.split(',') ?? [];
    const row = headers.map((header) => (filled as Record<string, string>)[header] ?? '');
    const again = Buffer.concat([template, Buffer.from(row.join(','))]);
    const { report } = await mine.admin.imported('dryRun=false', again);
    expect(report).toMatchObject({ rows: 1, created: 1, errors: [], warnings: example });
  });
});
