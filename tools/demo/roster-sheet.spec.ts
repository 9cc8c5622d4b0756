import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import exceljs from '@protobi/exceljs';
import { buildMine, DEMO_SEED } from './mine.js';
import { rosterCsv, rosterXlsx } from './roster-sheet.js';

const HEADERS =
  '工号,姓名,性别,民族,出生日期,公民身份号码,学历,手机号,所在组织编码,党员类别,入党日期,转正日期,状态';
const samples = resolve(import.meta.dirname, '../../samples');
const { members } = buildMine(DEMO_SEED);

async function rowsOf(xlsx: Buffer): Promise<string[][]> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(xlsx as unknown as ArrayBuffer);
  const rows: string[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    const cells = Array.from({ length: 13 }, (_, index) => row.getCell(index + 1).value);
    rows.push(
      cells.map((cell) =>
        cell instanceof Date
          ? cell.toISOString().slice(0, 10)
          : typeof cell === 'string'
            ? cell
            : '',
      ),
    );
  });
  return rows;
}

describe('the sample roster', () => {
  it('has the header of the members import and a line a member', () => {
    const lines = rosterCsv(members).trimEnd().split('\n');
    expect(lines[0]).toBe(`\uFEFF${HEADERS}`);
    expect(lines).toHaveLength(601);
    expect(lines.every((line) => line.split(',').length === 13)).toBe(true);
  });

  it('says the same as a workbook and as CSV', async () => {
    const csv = rosterCsv(members).slice(1).trimEnd().split('\n');
    expect(await rowsOf(await rosterXlsx(members))).toEqual(csv.map((line) => line.split(',')));
  });

  // Drift: regenerate with `npx tsx --conditions=source tools/demo/write-samples.ts`.
  it('in samples/ is what the generator makes, byte by byte', async () => {
    expect(await readFile(resolve(samples, 'roster.csv'), 'utf8')).toBe(rosterCsv(members));
    const xlsx = await readFile(resolve(samples, 'roster.xlsx'));
    expect(xlsx.equals(await rosterXlsx(members))).toBe(true);
  });
});
