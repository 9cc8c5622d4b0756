import type { TestService } from '#libs/testing';
import { enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

const CANARY_NUMBER = '11010519491231002X';
const CANARY_PHONE = '13987654321';

let service: TestService;
let mine: SmallMine;
let personId: string;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  const people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1', citizenNumber: CANARY_NUMBER, phone: CANARY_PHONE },
    { number: '2', name: '李娜', code: 'XZ-1' },
  ]);
  personId = people.get('1') ?? '';
});
afterAll(() => service.stop());

describe('what identifies a person', () => {
  it('lies open in no table of the service', async () => {
    const admin = await service.database.admin('members');
    const { rows: tables } = await admin.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'members' and table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(10);
    const canaries = [CANARY_NUMBER, CANARY_PHONE].flatMap((text) => [
      text,
      Buffer.from(text).toString('hex'),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
    ]);
    let seen = 0;
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(
        `select whole::text as row from "${name}" whole`,
      );
      seen += rows.length;
      for (const { row } of rows) for (const canary of canaries) expect(row).not.toContain(canary);
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('is shown masked, to others as to oneself', async () => {
    const masked = { citizenNumber: '1101**********002X', phone: '139****4321' };
    expect((await mine.admin.get(`/v1/members/${personId}`).expect(200)).body).toMatchObject(
      masked,
    );
    const own = await openAccount(mine.admin, personId, 'zhangwei');
    expect((await own.get('/v1/me').expect(200)).body).toMatchObject({ person: masked });
  });

  it('opens in no other row', async () => {
    const admin = await service.database.admin('members');
    await admin.query(
      'update people set citizen_number_sealed = (select citizen_number_sealed from people where id = $1) where id <> $1',
      [personId],
    );
    const { rows } = await admin.query<{ id: string }>('select id from people where id <> $1', [
      personId,
    ]);
    const { body } = await mine.admin.get(`/v1/members/${rows[0]?.id ?? ''}`).expect(500);
    expect(JSON.stringify(body)).not.toContain('1101');
  });
});
