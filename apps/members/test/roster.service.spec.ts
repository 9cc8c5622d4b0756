import Excel from '@protobi/exceljs';
import request from 'supertest';
import type { TestService } from '#libs/testing';
import { startMembers } from './members.harness.js';
import { citizenNumber, HEADER, rosterCsv } from './roster-csv.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
});
afterAll(() => service.stop());

beforeEach(async () => {
  const admin = await service.database.admin('members');
  await admin.query('delete from looks');
  await admin.query('delete from memberships');
  await admin.query('delete from people');
});

const members = () => mine.admin.all<Record<string, unknown>>('/v1/members');

describe('a roster', () => {
  it('is tried first: a dry run says what would be, and writes nothing', async () => {
    const csv = rosterCsv([
      { number: '1', name: '张伟', code: 'XZ-1' },
      { number: '2', name: '李娜', code: 'ZB-2', kind: '预备党员', standing: '流动' },
    ]);
    const { report } = await mine.admin.imported('', csv);
    expect(report).toEqual({
      dryRun: true,
      applied: false,
      rows: 2,
      created: 0,
      updated: 0,
      toCreate: 2,
      toUpdate: 0,
      unchanged: 0,
      decisionCount: 0,
      decisions: [],
      errorCount: 0,
      errors: [],
      warningCount: 0,
      warnings: [],
      ignoredColumns: [],
      organizationCounts: [
        { organizationId: mine.groups[0], code: 'XZ-1', name: '组织XZ-1', members: 1 },
        { organizationId: mine.branches[1], code: 'ZB-2', name: '组织ZB-2', members: 1 },
      ],
    });
    expect(await members()).toEqual([]);

    expect(await mine.admin.imported('dryRun=false', csv)).toMatchObject({
      status: 'succeeded',
      progress: { done: 6, total: 6, phase: 'done' },
      report: { applied: true, created: 2 },
    });
    expect(await members()).toMatchObject([
      {
        name: '张伟',
        memberKind: 'full',
        standing: 'regular',
        organizationId: mine.groups[0],
        admittedOn: '2012-07-01',
      },
      {
        name: '李娜',
        memberKind: 'probationary',
        standing: 'floating',
        organizationId: mine.branches[1],
      },
    ]);
  });

  it('names every bad row by its number and column, and is written whole or not at all', async () => {
    const [taken, twice] = [citizenNumber(), citizenNumber()];
    await mine.admin.imported(
      'dryRun=false',
      rosterCsv([{ number: '7', name: '在册', code: 'XZ-1', citizenNumber: taken }]),
    );
    const rows = [
      HEADER,
      `1,张伟,${citizenNumber()},,XZ-1,正式党员,2012-07-01,`,
      `2,,${citizenNumber()},,XZ-1,正式党员,2012-07-01,`,
      `3,王芳,110105194912310021,,XZ-1,正式党员,2012-07-01,`,
      `4,赵敏,${twice},,XZ-1,正式党员,2012-07-01,`,
      `5,赵敏,${twice},,XZ-1,正式党员,2012-07-01,`,
      '',
      `6,钱多,${citizenNumber()},,NOWHERE,正式党员,2012-07-01,`,
      `7,孙丽,${citizenNumber()},,XZ-1,正式党员,2012-07-01,`,
      `8,周涛,${taken},,XZ-1,正式党员,2012-07-01,`,
      `9,吴刚,${citizenNumber()},=A1,ELSEWHERE,正式党员,2012-13-01,`,
    ];
    const expected = [
      [3, '姓名', 'missing'],
      [4, '公民身份号码', 'check_character'],
      [6, '公民身份号码', 'twice'],
      [8, '所在组织编码', 'organization_unknown'],
      [9, '工号', 'exists'],
      [10, '公民身份号码', 'exists'],
      [11, '入党日期', 'date'],
      [11, '手机号', 'formula'],
      [11, '所在组织编码', 'organization_unknown'],
    ];
    const { id } = await mine.admin.imported('dryRun=true', rows.join('\r\n'));
    const { errors, ...report } = (await mine.admin.ended(id, 'en')).report as unknown as {
      errors: { row: number; header: string; code: string; message: string }[];
    };
    expect(report).toMatchObject({ rows: 9, created: 0, errorCount: 9 });
    expect(errors.map(({ row, header, code }) => [row, header, code])).toEqual(expected);
    expect(errors[0]?.message).toBe('is missing');

    const refused = await mine.admin.imported('dryRun=false', rows.join('\n'));
    expect(refused).toMatchObject({
      status: 'failed',
      problem: { code: 'members.roster_invalid' },
      report: { applied: false, created: 0, errorCount: 9 },
    });
    expect(refused.problem?.errors.map(({ pointer, code }) => [pointer, code])).toEqual(
      expected.map(([row, header, code]) => [`/rows/${row ?? ''}/${header ?? ''}`, code]),
    );
    expect(await members()).toHaveLength(1);
    expect(JSON.stringify(refused)).not.toContain(taken);
  });

  it('is not taken over twice', async () => {
    const csv = rosterCsv([{ number: '1', name: '张伟', code: 'XZ-1' }]);
    const answers = await Promise.all([1, 2].map(() => mine.admin.imported('dryRun=false', csv)));
    expect(answers.map(({ status }) => status).sort()).toEqual(['failed', 'succeeded']);
    expect(await members()).toHaveLength(1);
  });

  it('may be GBK', async () => {
    // 姓名,公民身份号码,所在组织编码,党员类别,入党日期 / 张伟,…,XZ-1,正式党员,2012-07-01
    const header = Buffer.from(
      'd0d5c3fb2cb9abc3f1c9edb7ddbac5c2eb2ccbf9d4dad7e9d6afb1e0c2eb2cb5b3d4b1c0e0b1f02cc8ebb5b3c8d5c6da',
      'hex',
    );
    const name = Buffer.from('d5c5ceb0', 'hex');
    const kind = Buffer.from('d5fdcabdb5b3d4b1', 'hex');
    const text = (part: string): Buffer => Buffer.from(part, 'latin1');
    const file = Buffer.concat([
      header,
      text('\r\n'),
      name,
      text(`,${citizenNumber()},XZ-1,`),
      kind,
      text(',2012-07-01\r\n'),
    ]);
    await mine.admin.imported('dryRun=false', file);
    expect(await members()).toMatchObject([
      { name: '张伟', memberKind: 'full', employeeNumber: null },
    ]);
  });

  it('may be xlsx as an office keeps it: title above, merged cells, real dates, numbers as text, empty rows', async () => {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('花名册');
    sheet.addRow(['五台煤矿党员花名册']);
    sheet.mergeCells('A1:H1');
    sheet.addRow([
      '序号',
      '姓名',
      '民族',
      '公民身份号码',
      '所在组织编码',
      '党员类别',
      '入党日期',
      '转正日期',
    ]);
    sheet.addRow([
      1,
      '张伟',
      '汉',
      citizenNumber(),
      'XZ-1',
      '正式党员',
      new Date('2012-07-01T00:00:00Z'),
      '2013年7月1日',
    ]);
    sheet.addRow([]);
    sheet.addRow([2, '李娜', 11, citizenNumber(), null, '预备党员', 45_000, null]);
    sheet.mergeCells('E3:E5');
    const file = Buffer.from(await book.xlsx.writeBuffer());
    const { report } = await mine.admin.imported('dryRun=false', file, 'roster.xlsx');
    expect(report).toMatchObject({ rows: 2, created: 2, errors: [], ignoredColumns: ['序号'] });
    expect(await members()).toMatchObject([
      {
        name: '张伟',
        organizationId: mine.groups[0],
        admittedOn: '2012-07-01',
        confirmedOn: '2013-07-01',
      },
      {
        name: '李娜',
        organizationId: mine.groups[0],
        admittedOn: '2023-03-15',
        memberKind: 'probationary',
      },
    ]);
  });

  it('counts its members since their admission, or since there is an organization', async () => {
    const csv = [
      '姓名,公民身份号码,所在组织编码,党员类别,入党日期',
      `张伟,${citizenNumber()},XZ-1,正式党员,1995-07-01`,
      `李娜,${citizenNumber()},XZ-1,正式党员,2015-07-01`,
    ].join('\n');
    await mine.admin.imported('dryRun=false', csv);
    const ids = (await members()).map(({ personId }) => String(personId));
    const starts = await Promise.all(
      ids.map(
        async (id) =>
          (
            (await mine.admin.get(`/v1/members/${id}`)).body as {
              memberships: { startsOn: string }[];
            }
          ).memberships[0]?.startsOn,
      ),
    );
    expect(starts.sort()).toEqual(['2000-01-01', '2015-07-01']);
  });

  it('is refused with a clear problem when it is no roster', async () => {
    const problem = async (content: string | Buffer) => {
      const { status, report, problem: found } = await mine.admin.imported('dryRun=false', content);
      expect([status, report]).toEqual(['failed', null]);
      return found;
    };
    expect(await problem('姓名,性别,民族\n张伟,男,汉')).toMatchObject({
      code: 'members.roster_header_missing',
      errors: [{ pointer: '/header/公民身份号码' }, {}, {}, {}],
    });
    expect(await problem('nothing of the kind')).toMatchObject({
      code: 'members.roster_header_missing',
    });
    expect(await problem(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({
      code: 'members.roster_unreadable',
      errors: [{ pointer: '/file', code: 'xls' }],
    });
    const many = `${HEADER}\n${'1,张,1,,X,,,\n'.repeat(1_000_000)}`;
    expect(await problem(many)).toMatchObject({ code: 'members.roster_too_large' });
    const large = mine.admin.upload('dryRun=false', Buffer.alloc(21 * 1024 * 1024, 'x'));
    expect((await large.expect(413)).body).toMatchObject({ code: 'members.roster_too_large' });
  });

  it('takes no formula for what it comes to, in a workbook among good rows', async () => {
    const book = new Excel.Workbook();
    const sheet = book.addWorksheet('花名册');
    sheet.addRow(['姓名', '公民身份号码', '所在组织编码', '党员类别', '入党日期']);
    const row = (name: Excel.CellValue) => [
      name,
      citizenNumber(),
      'XZ-1',
      '正式党员',
      '2012-07-01',
    ];
    sheet.addRow(row('张伟'));
    sheet.addRow(row({ formula: 'A2&"二"', result: '张伟二' }));
    sheet.addRow(row({ sharedFormula: 'A3', result: '张伟三' }));
    sheet.addRow(row('李娜'));
    const file = Buffer.from(await book.xlsx.writeBuffer());
    const refused = await mine.admin.imported('dryRun=false', file, 'roster.xlsx');
    expect(refused).toMatchObject({ status: 'failed', report: { rows: 4, errorCount: 2 } });
    expect(refused.problem?.errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/rows/3/姓名', 'formula'],
      ['/rows/4/姓名', 'formula'],
    ]);
    expect(await members()).toEqual([]);
  });

  it('comes as the file of a form, by whom may import, and everything else is a problem', async () => {
    const { admin } = mine;
    expect((await admin.post('/v1/roster-imports', { file: 'x' }).expect(400)).body).toMatchObject({
      code: 'members.roster_missing',
    });
    const other = admin.post('/v1/roster-imports').attach('roster', Buffer.from('x'), 'x.csv');
    expect((await other.expect(400)).body).toMatchObject({ code: 'members.roster_missing' });
    const long = admin.upload('', 'x').field('note', 'x'.repeat(1025));
    expect((await long.expect(400)).body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/note', code: 'too_big' }],
    });
    const broken = admin
      .post('/v1/roster-imports')
      .set('content-type', 'multipart/form-data; boundary=x');
    expect((await broken.send('--x\r\nnot a part').expect(400)).body).toMatchObject({
      code: 'request.malformed',
    });
    expect((await admin.upload('dryRun=maybe', 'x').expect(400)).body).toMatchObject({
      errors: [{ pointer: '?dryRun' }],
    });
    await admin.post('/v1/roster-imports').set('content-type', 'text/csv').send('x').expect(415);
    await request(service.url)
      .post('/v1/roster-imports')
      .attach('file', Buffer.from('x'), 'x.csv')
      .expect(401);
  });
});
