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
beforeEach(async () => {
  const admin = await service.database.admin('members');
  await admin.query('delete from looks');
  await admin.query('delete from memberships');
  await admin.query('delete from people');
});

const HEADER = '工号,姓名,公民身份号码,手机号,学历,所在组织编码,党员类别,入党日期,状态,住址';
const file = (...rows: string[]): string => [HEADER, ...rows].join('\n');
const update = (content: string, dryRun = false) =>
  mine.admin.imported(`dryRun=${dryRun}&mode=update`, content);

interface Record {
  readonly name: string;
  readonly phone: string | null;
  readonly education: string | null;
  readonly employeeNumber: string | null;
  readonly citizenNumber: string;
  readonly memberships: readonly object[];
}
const recordsByNumber = async (): Promise<Map<string | null, Record>> => {
  const listed = await mine.admin.all<{ personId: string }>('/v1/members');
  const records = await Promise.all(
    listed.map(async ({ personId }) => {
      const { body } = await mine.admin.get(`/v1/members/${personId}`).expect(200);
      return body as Record;
    }),
  );
  return new Map(records.map((record) => [record.employeeNumber, record]));
};

describe('a roster that brings records up to date', () => {
  it('creates who is new, changes what is said otherwise, and leaves the rest', async () => {
    const [one, two, three] = [citizenNumber(), citizenNumber(), citizenNumber()];
    const first = file(
      `1,张伟,${one},13800000001,大专,XZ-1,正式党员,2012-07-01,`,
      `2,李娜,${two},13800000002,,XZ-1,正式党员,2012-07-01,`,
    );
    await mine.admin.imported('dryRun=false', first);
    const before = await recordsByNumber();
    const next = file(
      `1,张炜,${one},13900000001,,XZ-1,正式党员,2012-07-01,,五台县煤矿家属院三号楼`,
      `2,李娜,${two},,,XZ-1,正式党员,2012-07-01,`,
      `3,王芳,${three},,,XZ-2,预备党员,2026-01-01,`,
    );
    const counts = { toCreate: 1, toUpdate: 1, unchanged: 1, errorCount: 0, decisionCount: 0 };
    expect(await update(next, true)).toMatchObject({
      mode: 'update',
      report: { ...counts, created: 0, updated: 0 },
    });
    expect(await recordsByNumber()).toEqual(before);
    expect(await update(next)).toMatchObject({ report: { ...counts, created: 1, updated: 1 } });
    const after = await recordsByNumber();
    expect(after.get('1')).toEqual({
      ...before.get('1'),
      name: '张炜',
      phone: '139****0001',
      address: '五台县****',
      version: 2,
    });
    expect(after.get('2')).toEqual(before.get('2'));
    expect(after.get('3')).toMatchObject({ name: '王芳' });
    const admin = await service.database.admin('members');
    const { rows } = await admin.query(
      'select employee_number, version from people order by employee_number',
    );
    expect(rows.map(({ version }: { version: number }) => version)).toEqual([2, 1, 1]);
    const found = await mine.admin.all<{ name: string }>('/v1/members?search=zhang');
    expect(found.map(({ name }) => name)).toEqual(['张炜']);
    // Once more the same says nothing new.
    expect(await update(next)).toMatchObject({
      report: { created: 0, updated: 0, unchanged: 3 },
    });
  });

  it('decides nothing: what somebody is a member of, and as what, is listed and left', async () => {
    const [one, two] = [citizenNumber(), citizenNumber()];
    await mine.admin.imported(
      'dryRun=false',
      file(
        `1,张伟,${one},,,XZ-1,预备党员,2026-01-01,`,
        `2,李娜,${two},,,XZ-1,正式党员,2012-07-01,`,
      ),
    );
    const before = await recordsByNumber();
    const typo = citizenNumber();
    const { report } = await update(
      file(
        `1,张伟,${one},,,ZB-2,正式党员,2025-01-01,长病`,
        `2,李娜,${typo},,,XZ-1,正式党员,2012-07-01,`,
      ),
    );
    expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 2, decisionCount: 5 });
    const decisions = report?.['decisions'] as { row: number; field: string; code: string }[];
    expect(decisions.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'organizationCode', 'needs_decision'],
      [2, 'memberKind', 'needs_decision'],
      [2, 'standing', 'needs_decision'],
      [2, 'admittedOn', 'needs_decision'],
      [3, 'citizenNumber', 'needs_decision'],
    ]);
    expect(JSON.stringify(report)).not.toContain(typo);
    expect(await recordsByNumber()).toEqual(before);
  });

  it('is written whole or not at all', async () => {
    const [one, two] = [citizenNumber(), citizenNumber()];
    await mine.admin.imported(
      'dryRun=false',
      file(
        `1,张伟,${one},,,XZ-1,正式党员,2012-07-01,`,
        `2,李娜,${two},,,XZ-1,正式党员,2012-07-01,`,
      ),
    );
    const before = await recordsByNumber();
    // The number at work is somebody else's, whether that person is in the file or not.
    const refused = await update(
      file(
        `,张炜,${one},13900000001,,XZ-1,正式党员,2012-07-01,`,
        `1,李娜,${two},,,XZ-1,正式党员,2012-07-01,`,
        `2,王芳,${citizenNumber()},,,XZ-1,正式党员,2012-07-01,`,
      ),
    );
    expect(refused).toMatchObject({
      status: 'failed',
      report: { created: 0, updated: 0, errorCount: 2 },
      problem: {
        errors: [
          { pointer: '/rows/3/工号', code: 'exists' },
          { pointer: '/rows/4/工号', code: 'exists' },
        ],
      },
    });
    expect(await recordsByNumber()).toEqual(before);
  });

  it('applied twice at once comes to the same', async () => {
    const one = citizenNumber();
    const row = (name: string) => file(`1,${name},${one},,,XZ-1,正式党员,2012-07-01,`);
    await mine.admin.imported('dryRun=false', row('张伟'));
    const both = await Promise.all([1, 2].map(() => update(row('张炜'))));
    const sum = (field: string) =>
      both.reduce((total, { report }) => total + Number(report?.[field]), 0);
    expect([sum('updated'), sum('unchanged')]).toEqual([1, 1]);
  });

  it('is asked for by a word that is known', async () => {
    const answer = await mine.admin.upload('mode=replace', 'x').expect(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '?mode' }] });
  });
});
