import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Excel from '@protobi/exceljs';
import type { Client } from 'pg';
import request from 'supertest';
import { eventually, type TestService } from '#libs/testing';
import { exportTypes } from '../src/people/export-format.policy.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let database: Client;
let people: Map<string, string>;
let officer: Caller;
let secretary: Caller;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  database = await service.database.admin('members');
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1', phone: '13987654321' },
    { number: '2', name: '+cmd', code: 'XZ-1', kind: '预备党员' },
    { number: '3', name: '"李,""娜"""', code: 'ZB-2', standing: '流动' },
  ]);
  const own = people.get('1') ?? '';
  officer = await openAccount(mine.admin, own, 'officer');
  secretary = await openAccount(mine.admin, people.get('3') ?? '', 'secretary');
  const { rows } = await database.query<{ id: string; person_id: string }>(
    'select id, person_id from accounts where person_id is not null',
  );
  const accountOf = (id: string): string => rows.find((row) => row.person_id === id)?.id ?? '';
  // Of the first branch alone.
  await mine.admin
    .post(`/v1/accounts/${accountOf(own)}/grants`, {
      role: 'committee_officer',
      organizationId: mine.branches[0],
      startsOn: '2020-01-01',
    })
    .expect(201);
});
afterAll(() => service.stop());
beforeEach(() => database.query('delete from looks'));

const collect = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  (response as IncomingMessage).on('data', (chunk: Buffer) => chunks.push(chunk));
  (response as IncomingMessage).on('end', () => {
    done(null, Buffer.concat(chunks));
  });
};
const exported = async (caller: Caller, accept: string, query = ''): Promise<Buffer> => {
  const { body, headers } = await caller
    .get(`/v1/members/export${query}`)
    .set('accept', accept)
    .buffer()
    .parse(collect)
    .expect(200);
  expect(headers['content-type']).toContain(accept);
  return body as Buffer;
};

interface Line {
  readonly personId: string;
  readonly name: string;
}
const lines = async (caller: Caller, query = ''): Promise<Line[]> => {
  const text = (await exported(caller, exportTypes.ndjson, query)).toString();
  const all = text.split('\n').slice(0, -1);
  const end = JSON.parse(all.pop() ?? '') as object;
  const sha256 = createHash('sha256')
    .update(all.map((line) => `${line}\n`).join(''))
    .digest('hex');
  expect(end).toEqual({ _end: true, count: all.length, sha256 });
  return all.map((line) => JSON.parse(line) as Line);
};

describe('an export of members', () => {
  it('as lines of JSON ends with their number and digest, numbers masked', async () => {
    const found = await lines(mine.admin);
    expect(found.map(({ name }) => name).sort()).toEqual(['+cmd', '张伟', '李,"娜"']);
    expect(found.find(({ name }) => name === '张伟')).toEqual({
      personId: people.get('1'),
      name: '张伟',
      employeeNumber: '1',
      sex: expect.stringMatching(/^[12]$/) as unknown,
      ethnicity: null,
      bornOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
      education: null,
      citizenNumber: expect.stringMatching(/^1101\*{10}.{4}$/) as unknown,
      phone: '139****4321',
      organizationId: mine.groups[0],
      organizationCode: 'XZ-1',
      organizationName: '组织XZ-1',
      memberKind: 'full',
      standing: 'regular',
      admittedOn: '2012-07-01',
      confirmedOn: null,
    });
  });

  it('as csv is read by Excel, and works nothing out', async () => {
    const file = await exported(mine.admin, exportTypes.csv);
    expect(file.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const rows = file.toString().slice(1).split('\r\n');
    expect(rows[0]?.split(',').slice(0, 3)).toEqual(['工号', '姓名', '性别']);
    expect(rows.find((row) => row.startsWith('2,'))).toContain(`2,'+cmd,`);
    expect(rows.find((row) => row.startsWith('3,'))).toContain('3,"李,""娜""",');
  });

  it('as xlsx has every cell as text', async () => {
    const book = new Excel.Workbook();
    await book.xlsx.load((await exported(mine.admin, exportTypes.xlsx)) as never);
    const [sheet] = book.worksheets;
    expect(sheet?.rowCount).toBe(4);
    const names = [2, 3, 4].map((row) => sheet?.getCell(row, 2));
    expect(names.map((cell) => cell?.value).sort()).toEqual(['+cmd', '张伟', '李,"娜"']);
    expect(names.every((cell) => cell?.type === Excel.ValueType.String)).toBe(true);
  });

  it('is what the filter and the roles of the caller reach, and by whom may export', async () => {
    expect((await lines(officer)).map(({ name }) => name).sort()).toEqual(['+cmd', '张伟']);
    expect(await lines(officer, `?organizationId=${mine.branches[1]}`)).toEqual([]);
    const below = await lines(mine.admin, `?organizationId=${mine.branches[1]}`);
    expect(below.map(({ name }) => name)).toEqual(['李,"娜"']);
    expect((await lines(mine.admin, '?standing=floating')).map(({ name }) => name)).toEqual([
      '李,"娜"',
    ]);
    expect((await lines(mine.admin, '?memberKind=probationary')).map(({ name }) => name)).toEqual([
      '+cmd',
    ]);
    const { body } = await secretary.get('/v1/members/export').expect(403);
    expect(body).toMatchObject({ code: 'auth.forbidden' });
    await mine.admin.get('/v1/members/export?cursor=x').expect(400);
    const other = mine.admin.get('/v1/members/export').set('accept', 'image/png');
    expect((await other.expect(406)).body).toMatchObject({ code: 'request.not_acceptable' });
  });

  it('is a look at everybody in it but oneself, once', async () => {
    await lines(officer);
    const { rows } = await database.query<{ person_id: string; what: string }>(
      'select person_id, what from looks',
    );
    expect(rows).toEqual([{ person_id: people.get('2'), what: 'export' }]);
    await lines(mine.admin);
    const own = await officer.get('/v1/me/looks').expect(200);
    expect((own.body as { data: object[] }).data).toMatchObject([{ what: 'export' }]);
  });

  it('is of one moment, holds up nobody who writes, and is cut off where it fails', async () => {
    const { rows } = await database.query<{ id: string }>(
      `select id from organizations where code = 'XZ-1'`,
    );
    await database.query(
      `with person as (
         insert into people (id, root_id, name, sex, born_on, citizen_number_sealed, citizen_number_index)
         select uuidv7(), (select root_id from organizations where id = $1), '不可读', '1', '1980-01-01', '\\x00',
           decode(md5('broken'), 'hex')
         returning id)
       insert into memberships (person_id, organization_id, kind, admitted_on, starts_on)
       select id, $1, 'full', '2020-01-01', '2020-01-01' from person`,
      [rows[0]?.id],
    );
    try {
      // Whatever was begun does not end as if it were whole.
      const answer = await fetch(`${service.url}/v1/members/export`, {
        headers: { authorization: `Bearer ${mine.admin.token}`, accept: exportTypes.csv },
      });
      await expect(answer.text()).rejects.toThrow();
    } finally {
      await database.query(`delete from looks`);
      await database.query(`delete from memberships where person_id in
        (select id from people where name = '不可读')`);
      await database.query(`delete from people where name = '不可读'`);
    }
    // Its connection is free again, with nothing open.
    await eventually(async () => {
      const { rows: open } = await database.query(
        `select pid from pg_locks where relation = 'members.people'::regclass and pid <> pg_backend_pid()`,
      );
      expect(open).toEqual([]);
    });
    expect(await lines(mine.admin)).toHaveLength(3);
  });

  it('is not made for who asks for its headers only', async () => {
    const { headers } = await request(service.url)
      .head('/v1/members/export')
      .set('authorization', `Bearer ${mine.admin.token}`)
      .set('accept', exportTypes.csv);
    expect(headers['content-type']).toContain(exportTypes.csv);
    // Nothing is under way: as many as may be are made, and only they are looks.
    await Promise.all([lines(mine.admin), lines(mine.admin)]);
    const { rows } = await database.query('select from looks');
    expect(rows).toHaveLength(6);
  });

  it('lets only a few be under way at once', async () => {
    await database.query('begin; lock table looks in exclusive mode');
    const asked = [1, 2].map(() => exported(mine.admin, exportTypes.csv));
    const settled = Promise.all(asked);
    // A transaction sees others as they were when it first looked.
    const other = await service.database.admin('activities');
    try {
      await eventually(async () => {
        const { rows } = await other.query(
          `select pid from pg_locks where not granted and relation = 'members.looks'::regclass`,
        );
        expect(rows).toHaveLength(2);
      });
      const { body } = await mine.admin.get('/v1/members/export').expect(503);
      expect(body).toMatchObject({ code: 'server.busy' });
    } finally {
      await database.query('rollback');
    }
    await settled;
    expect(await lines(mine.admin)).toHaveLength(3);
  });
});
