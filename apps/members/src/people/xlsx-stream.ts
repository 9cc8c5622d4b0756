import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { sheetCell } from './harmless-cell.policy.js';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes and sum stand behind the part; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** The first of January 1980, the earliest that an archive can say. */
const DAY = 0x21;

interface Packed {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

function fields(...numbers: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of numbers) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

const localHeader = (name: Buffer): Buffer =>
  Buffer.concat([
    fields([4, LOCAL], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DAY]),
    fields([4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);

const centralHeader = ({ name, offset, crc, packed, size }: Packed): Buffer =>
  Buffer.concat([
    fields([4, CENTRAL], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DAY]),
    fields([4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0]),
    fields([2, 0], [2, 0], [4, 0], [4, offset]),
    name,
  ]);

/** Packs the parts one after the other as they come; nothing is held but the end of each. */
async function* pack(
  parts: readonly (readonly [name: string, content: AsyncIterable<string> | string])[],
): AsyncGenerator<Buffer> {
  const done: Packed[] = [];
  let offset = 0;
  for (const [path, content] of parts) {
    const name = Buffer.from(path);
    let [crc, size, packed] = [0, 0, 0];
    async function* measured(): AsyncGenerator<Buffer> {
      for await (const text of typeof content === 'string' ? [content] : content) {
        const bytes = Buffer.from(text);
        crc = crc32(bytes, crc);
        size += bytes.length;
        yield bytes;
      }
    }
    const header = localHeader(name);
    yield header;
    for await (const piece of deflated(measured())) {
      packed += piece.length;
      yield piece;
    }
    const descriptor = fields([4, DESCRIPTOR], [4, crc], [4, packed], [4, size]);
    yield descriptor;
    done.push({ name, offset, crc, packed, size });
    offset += header.length + packed + descriptor.length;
  }
  const directory = Buffer.concat(done.map(centralHeader));
  yield directory;
  const count = done.length;
  yield fields([4, END], [2, 0], [2, 0], [2, count], [2, count]);
  yield fields([4, directory.length], [4, offset], [2, 0]);
}

/** What goes wrong in what is packed ends the packing too. */
function deflated(pieces: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  return Readable.from(pieces).compose(createDeflateRaw({ level: 3 })) as AsyncIterable<Buffer>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const relationship = (type: string, target: string): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;

const contentTypes =
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`;

/** Of the first 26 columns, more than we have. */
const letterOf = (column: number): string => String.fromCharCode(65 + column);

function rowOf(cells: readonly string[], number: number): string {
  const written = cells.map((text, column) => sheetCell(text, `${letterOf(column)}${number}`));
  return `<row r="${number}">${written.join('')}</row>`;
}

async function* sheet(
  bites: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  let number = 0;
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  for await (const rows of bites) yield rows.map((cells) => rowOf(cells, (number += 1))).join('');
  yield '</sheetData></worksheet>';
}

/** A workbook of one sheet whose rows are written as they come. Every cell is text. */
export function xlsxOf(
  name: string,
  bites: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  const workbook = `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  return pack([
    ['[Content_Types].xml', contentTypes],
    ['_rels/.rels', relationship('officeDocument', 'xl/workbook.xml')],
    ['xl/workbook.xml', workbook],
    ['xl/_rels/workbook.xml.rels', relationship('worksheet', 'worksheets/sheet1.xml')],
    ['xl/worksheets/sheet1.xml', sheet(bites)],
  ]);
}
