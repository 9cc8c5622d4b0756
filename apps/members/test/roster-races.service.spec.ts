import { eventually, type TestService } from '#libs/testing';
import { startMembers } from './members.harness.js';
import { citizenNumber } from './roster-csv.js';
import { smallMine, type SmallMine } from './small-mine.js';

const HEADER = '工号,姓名,公民身份号码,所在组织编码,党员类别,入党日期';
/** More than an import has in hand at once, so that the first rows are checked while the last is not. */
const MANY = 520;

let service: TestService;
let mine: SmallMine;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
});
afterAll(() => service.stop());

const member = (employeeNumber: string, name: string, citizen: string) => ({
  employeeNumber,
  name,
  citizenNumber: citizen,
  organizationId: mine.groups[0],
  memberKind: 'full',
  admittedOn: '2012-07-01',
});
const row = (employeeNumber: string, name: string, citizen: string): string =>
  [employeeNumber, name, citizen, 'XZ-1', '正式党员', '2012-07-01'].join(',');

/** Does something while an import that brings records up to date has checked all but the last of its rows. */
async function whileChecked(
  rows: readonly string[],
  last: string,
  meanwhile: (operationId: string) => Promise<unknown>,
) {
  const { body } = await mine.admin
    .post('/v1/members', { ...member('', '末位', last), employeeNumber: null })
    .expect(201);
  const database = await service.database.admin('members');
  await database.query('begin');
  await database.query('select from people where id = $1 for update', [
    (body as { personId: string }).personId,
  ]);
  const fill = Array.from({ length: MANY }, () => row('', '众', citizenNumber()));
  const content = [HEADER, ...rows, ...fill, row('', '末位', last)].join('\n');
  const sent = await mine.admin.upload('dryRun=false&mode=update', content).expect(202);
  await eventually(async () => {
    const watch = await service.database.admin('members');
    const { rowCount } = await watch.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(1);
  });
  const { id, operationId } = sent.body as { id: string; operationId: string };
  await meanwhile(operationId);
  await database.query('commit');
  return mine.admin.ended(id);
}

it('somebody who is entered by hand between check and writing is told as what they are then', async () => {
  const one = citizenNumber();
  const ended = await whileChecked([row('B-1', '张炜', one)], citizenNumber(), () =>
    mine.admin.post('/v1/members', member('B-1', '张伟', one)).expect(201),
  );
  expect(ended).toMatchObject({
    status: 'succeeded',
    report: { created: MANY, updated: 1, unchanged: 1 },
  });
});

it('a number at work that is given to somebody else between check and writing passes no row by', async () => {
  const one = citizenNumber();
  await mine.admin.post('/v1/members', member('A-1', '张伟', one)).expect(201);
  const ended = await whileChecked([row('A-9', '张伟', one)], citizenNumber(), () =>
    mine.admin.post('/v1/members', member('A-9', '李娜', citizenNumber())).expect(201),
  );
  expect(ended).toMatchObject({
    status: 'failed',
    problem: { errors: [{ pointer: '/rows/2/工号', code: 'exists' }] },
  });
});

const staged = async (): Promise<number> => {
  const database = await service.database.admin('members');
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from pg_class where relname = 'roster_rows'`,
  );
  return rows[0]?.count ?? -1;
};
const named = async (name: string): Promise<number> =>
  (await mine.admin.all<object>(`/v1/members?q=${encodeURIComponent(name)}`)).length;

it('an import whose connection is lost is done again, and leaves nothing behind', async () => {
  const ended = await whileChecked(
    [row('C-1', '断线', citizenNumber())],
    citizenNumber(),
    async () => {
      const database = await service.database.admin('members');
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
    },
  );
  expect(ended).toMatchObject({ status: 'succeeded', report: { created: MANY + 1 } });
  expect([await named('断线'), await staged()]).toEqual([1, 0]);
});

it('an import that is cancelled while it is checked writes nothing, and leaves nothing behind', async () => {
  const ended = await whileChecked(
    [row('D-1', '取消', citizenNumber())],
    citizenNumber(),
    (operationId) => mine.admin.post(`/v1/operations/${operationId}/cancel`).expect(200),
  );
  expect(ended).toMatchObject({ status: 'cancelled' });
  await eventually(async () => {
    expect([await named('取消'), await staged()]).toEqual([0, 0]);
  });
});
