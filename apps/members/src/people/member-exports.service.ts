import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { DomainError, terms } from '#libs/contracts';
import { FieldSeal } from '../sealing/field-seal.js';
import type { MemberExportQuery } from './dto/member-export.dto.js';
import { type ExportFormat, wantedFormat } from './export-format.policy.js';
import { educationCodes, ethnicityCodes, sexCodes } from './gb-codes.js';
import { csvCell } from './harmless-cell.policy.js';
import { maskCitizenNumber, maskPhone } from './masking.policy.js';
import { type ExportedRow, MemberExportsReadModel } from './member-exports.read-model.js';
import { exportNotAcceptable } from './people.errors.js';
import { xlsxOf } from './xlsx-stream.js';

/** Each holds a connection for as long as its caller takes, and a second one as it begins. */
const MOST_AT_ONCE = 2;
const SHEET = '党员名册';

interface ExportedMember {
  readonly personId: string;
  readonly name: string;
  readonly employeeNumber: string | null;
  readonly sex: string;
  readonly ethnicity: string | null;
  readonly bornOn: string;
  readonly education: string | null;
  readonly citizenNumber: string;
  readonly phone: string | null;
  readonly organizationId: string;
  readonly organizationCode: string;
  readonly organizationName: string;
  readonly memberKind: ExportedRow['kind'];
  readonly standing: ExportedRow['standing'];
  readonly admittedOn: string;
  readonly confirmedOn: string | null;
}

const nameIn = (codes: Readonly<Record<string, string>>, code: string | null): string =>
  code === null ? '' : (codes[code] ?? code);

/** Headers as the import of a roster knows them, and what stands below them. */
const columns: readonly (readonly [string, (member: ExportedMember) => string | null])[] = [
  ['工号', ({ employeeNumber }) => employeeNumber],
  ['姓名', ({ name }) => name],
  ['性别', ({ sex }) => nameIn(sexCodes, sex)],
  ['民族', ({ ethnicity }) => nameIn(ethnicityCodes, ethnicity)],
  ['出生日期', ({ bornOn }) => bornOn],
  ['公民身份号码', ({ citizenNumber }) => citizenNumber],
  ['学历', ({ education }) => nameIn(educationCodes, education)],
  ['手机号', ({ phone }) => phone],
  ['所在组织编码', ({ organizationCode }) => organizationCode],
  ['所在组织', ({ organizationName }) => organizationName],
  ['党员类别', ({ memberKind }) => terms[memberKind].zh],
  ['入党日期', ({ admittedOn }) => admittedOn],
  ['转正日期', ({ confirmedOn }) => confirmedOn],
  ['状态', ({ standing }) => terms[standing].zh],
];

const headers = columns.map(([header]) => header);
const cellsOf = (member: ExportedMember): string[] =>
  columns.map(([, value]) => value(member) ?? '');

type Bites = AsyncIterable<readonly ExportedMember[]>;

async function* ndjson(bites: Bites): AsyncGenerator<string> {
  const sum = createHash('sha256');
  let count = 0;
  for await (const members of bites) {
    const lines = members.map((member) => `${JSON.stringify(member)}\n`).join('');
    sum.update(lines);
    count += members.length;
    yield lines;
  }
  yield `${JSON.stringify({ _end: true, count, sha256: sum.digest('hex') })}\n`;
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** With the mark by which Excel knows UTF-8. */
async function* csv(bites: Bites): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(headers)}`;
  for await (const members of bites)
    yield members.map((member) => csvLine(cellsOf(member))).join('');
}

async function* table(bites: Bites): AsyncGenerator<string[][]> {
  yield [headers];
  for await (const members of bites) yield members.map(cellsOf);
}

const written: Readonly<Record<ExportFormat, (bites: Bites) => AsyncIterable<string | Buffer>>> = {
  ndjson,
  csv,
  xlsx: (bites) => xlsxOf(SHEET, table(bites)),
};

/** Gives members away as a file, as they are found; the whole of it is in memory nowhere. */
@Injectable()
export class MemberExportsService {
  private underWay = 0;

  constructor(
    private readonly readModel: MemberExportsReadModel,
    private readonly seal: FieldSeal,
    private readonly clock: Clock,
  ) {}

  /** @throws request.not_acceptable, server.busy */
  open(
    principal: Principal,
    asked: MemberExportQuery,
    accept: string | undefined,
  ): { readonly format: ExportFormat; readonly stream: Readable } {
    const format = wantedFormat(accept);
    if (!format) throw exportNotAcceptable();
    if (this.underWay >= MOST_AT_ONCE)
      throw new DomainError('server.busy', { extensions: { retryAfter: 10 } });
    const { organizationId = null, standing = null, memberKind = null } = asked;
    const { accountId, personId } = principal;
    const ranges = principal.ranges('members.export');
    const today = dayInShanghai(this.clock.now());
    const filter = { ranges, organizationId, today, standing, memberKind };
    const bites = this.readModel.bites(filter, { accountId, personId });
    this.underWay += 1;
    const stream = Readable.from(written[format](this.opened(bites)), { objectMode: false });
    stream.once('close', () => {
      this.underWay -= 1;
    });
    return { format, stream };
  }

  private async *opened(
    bites: AsyncIterable<readonly ExportedRow[]>,
  ): AsyncGenerator<ExportedMember[]> {
    for await (const rows of bites) yield rows.map((row) => this.toMember(row));
  }

  private toMember(row: ExportedRow): ExportedMember {
    const open = (column: string, sealed: Buffer): string =>
      this.seal.open(sealed, { table: 'people', column, rowId: row.id });
    return {
      personId: row.id,
      name: row.name,
      employeeNumber: row.employee_number,
      sex: row.sex,
      ethnicity: row.ethnicity,
      bornOn: row.born_on,
      education: row.education,
      citizenNumber: maskCitizenNumber(open('citizen_number', row.citizen_number_sealed)),
      phone: row.phone_sealed && maskPhone(open('phone', row.phone_sealed)),
      organizationId: row.organization_id,
      organizationCode: row.organization_code,
      organizationName: row.organization_name,
      memberKind: row.kind,
      standing: row.standing,
      admittedOn: row.admitted_on,
      confirmedOn: row.confirmed_on,
    };
  }
}
