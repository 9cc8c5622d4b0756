import { deflateRawSync } from 'node:zlib';
import Excel from '@protobi/exceljs';
import { DomainError } from '#libs/contracts';
import { openRoster } from './roster-file.js';
import type { RosterTable, RosterTableRow } from './roster-table.js';

async function texts(table: RosterTable): Promise<Record<number, string[]>> {
  const rows: Record<number, string[]> = {};
  for await (const { number, cells } of table)
    if (cells.size > 0)
      rows[number] = [...cells]
        .sort(([a], [b]) => a - b)
        .map(([column, { text }]) => `${column}:${text}`);
  return rows;
}

async function all(table: RosterTable): Promise<RosterTableRow[]> {
  const rows: RosterTableRow[] = [];
  for await (const row of table) rows.push(row);
  return rows;
}

async function xlsx(
  build: (sheet: Excel.Worksheet, book: Excel.Workbook) => void,
): Promise<Buffer> {
  const book = new Excel.Workbook();
  build(book.addWorksheet('花名册'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const codeOf = async (bytes: Buffer): Promise<string> => {
  try {
    await texts(openRoster(bytes));
    return 'read';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('a roster as xlsx', () => {
  it('is read with the numbers of its rows, dates as days, rich text as text', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.getCell('A1').value = '姓名';
      sheet.getCell('A4').value = { richText: [{ text: '张' }, { text: '伟 ' }] };
      sheet.getCell('B4').value = new Date('2020-01-05T00:00:00Z');
      sheet.getCell('C4').value = 13812345678;
    });
    expect(await texts(openRoster(bytes))).toEqual({
      1: ['0:姓名'],
      4: ['0:张伟', '1:2020-01-05', '2:13812345678'],
    });
  });

  it('shows formulas as what they are, not what they came to', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.getCell('A1').value = { formula: 'B1&"x"', result: '张伟' };
      sheet.getCell('B1').value = "=cmd|' /C calc'!A0";
      sheet.getCell('C1').value = { error: '#REF!' };
    });
    const [row] = await all(openRoster(bytes));
    expect([...(row?.cells.values() ?? [])].map(({ kind }) => kind)).toEqual([
      'formula',
      'formula',
      'error',
    ]);
  });

  it('lets a merged cell speak for the rows it covers', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRows([['题目'], ['A', 'ZB-01'], ['B'], ['C'], ['D', 'ZB-02']]);
      sheet.mergeCells('A1:D1');
      sheet.mergeCells('B2:B4');
    });
    const rows = await texts(openRoster(bytes));
    expect([2, 3, 4, 5].map((row) => rows[row]?.at(1))).toEqual([
      '1:ZB-01',
      '1:ZB-01',
      '1:ZB-01',
      '1:ZB-02',
    ]);
    expect(rows[1]?.[0]).toBe('0:题目');
  });

  it('is the first sheet that is not hidden', async () => {
    const bytes = await xlsx((sheet, book) => {
      sheet.state = 'hidden';
      sheet.addRow(['hidden']);
      book.addWorksheet('党员').addRow(['shown']);
    });
    expect(await texts(openRoster(bytes))).toEqual({ 1: ['0:shown'] });
  });
});

describe('a roster as csv', () => {
  const rows = { 1: ['0:姓名', '1:性别'], 3: ['0:张伟', '1:男'] };

  it('may be UTF-8, with a mark or without', async () => {
    expect(await texts(openRoster(Buffer.from('姓名,性别\n\n张伟,男\n')))).toEqual(rows);
    expect(await texts(openRoster(Buffer.from('\uFEFF姓名,性别\r\n\r\n"张伟",男')))).toEqual(rows);
  });

  it('may be GBK, as a Chinese Excel writes it', async () => {
    const gbk = Buffer.from('d0d5c3fb2cd0d4b1f00a0ad5c5ceb02cc4d00a', 'hex');
    expect(await texts(openRoster(gbk))).toEqual(rows);
  });

  it('may be UTF-16 with tabs, as Excel’s “Unicode text”', async () => {
    expect(
      await texts(openRoster(Buffer.from('\uFEFF姓名\t性别\n\n张伟\t男\n', 'utf16le'))),
    ).toEqual(rows);
  });

  it('shows formulas as what they are', async () => {
    const [row] = await all(openRoster(Buffer.from('="00123",=1+1,张伟\n')));
    expect([...(row?.cells.values() ?? [])].map(({ kind }) => kind)).toEqual([
      'formula',
      'formula',
      'text',
    ]);
  });
});

describe('what is no roster', () => {
  it.each([
    ['an old xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a broken zip', Buffer.from('PK\u0003\u0004 and then nothing of the kind', 'latin1')],
    ['bytes', Buffer.from([0x00, 0xff, 0x00, 0xfe, 0x81])],
    ['an open quote', Buffer.from('姓名,性别\n"张伟,男\n')],
  ])('is refused: %s', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('members.roster_unreadable');
  });

  it('is refused when the sheet has been cut short', async () => {
    const bytes = await xlsx((sheet) =>
      sheet.addRows(Array.from({ length: 500 }, (_, i) => [`row ${i}`, i])),
    );
    expect(await codeOf(bytes.subarray(0, bytes.length / 2))).toBe('members.roster_unreadable');
  });

  it('is refused when it would unpack to more than anybody has members', async () => {
    expect(await codeOf(bomb(160 * 1024 * 1024))).toBe('members.roster_too_large');
  });

  it('is refused when it unpacks to more than it says', async () => {
    expect(await codeOf(bomb(1024))).toBe('members.roster_unreadable');
  });
});

/** A workbook whose sheet is 160 MB of spaces, in few bytes, and says that it is so many. */
function bomb(said: number): Buffer {
  const parts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml'];
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const isSheet = part.includes('sheet1');
    const name = Buffer.from(part);
    const content = isSheet ? Buffer.alloc(160 * 1024 * 1024, ' ') : Buffer.from('<x/>');
    const packed = deflateRawSync(content, { level: 1 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(isSheet ? said : content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, name, packed);
    directory.push(central, name);
    offset += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
