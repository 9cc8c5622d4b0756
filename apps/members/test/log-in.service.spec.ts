import type { Client } from 'pg';
import request, { type Response } from 'supertest';
import type { TestService } from '#libs/testing';
import { enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

const RIGHT = 'password-of-the-test';
const HOME = '198.51.100.7';
const ELSEWHERE = '203.0.113.9';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;
let database: Client;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  database = await service.database.admin('members');
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1', phone: '19900000001' },
    { number: '2', name: '李娜', code: 'XZ-1', phone: '19900000002' },
    { number: '3', name: '王芳', code: 'XZ-1', phone: '19900000003' },
    { number: '4', name: '张敏', code: 'XZ-1', phone: '19900000003' },
    { number: '5', name: '李强', code: 'XZ-1', phone: '19900000005' },
    { number: '6', name: '刘洋', code: 'XZ-1', phone: '19900000006' },
    { number: '7', name: '陈静', code: 'XZ-1' },
    { number: '8', name: '赵磊', code: 'XZ-1' },
  ]);
});
afterAll(() => service.stop());

const person = (number: string): string => people.get(number) ?? '';

async function logIn(username: string, password: string, from = HOME): Promise<Response> {
  return request(service.url)
    .post('/v1/auth/login')
    .set('x-forwarded-for', from)
    .send({ username, password });
}
const statusOf = async (...attempt: Parameters<typeof logIn>): Promise<number> =>
  (await logIn(...attempt)).status;

/** The wait is not over while the test looks on, however slow the machine. */
async function goesOn(): Promise<void> {
  await database.query(
    `update login_attempts set retry_at = retry_at + interval '1 minute' where failures >= 5`,
  );
}

/** Who one is logged in as. */
async function whoami(username: string, password = RIGHT): Promise<string> {
  const { body } = await logIn(username, password);
  const { accessToken } = body as { accessToken?: string };
  if (accessToken === undefined) return 'nobody';
  const me = await request(service.url).get('/v1/me').set('authorization', `Bearer ${accessToken}`);
  return (me.body as { username: string }).username;
}

describe('logging in by phone', () => {
  beforeAll(async () => {
    await openAccount(mine.admin, person('1'), 'zhangwei');
    await openAccount(mine.admin, person('2'), 'lina');
    await openAccount(mine.admin, person('3'), 'wangfang');
    await openAccount(mine.admin, person('4'), 'zhangmin');
    // A user name that is another's number.
    await openAccount(mine.admin, person('6'), '19900000005');
    await openAccount(mine.admin, person('5'), 'liqiang');
  });

  it.each([
    ['19900000001', 'zhangwei'],
    ['+86 199-0000-0002', 'lina'],
    ['１９９００００００02', 'lina'],
  ])('opens the account of the person whose number it is: %s', async (typed, username) => {
    expect(await whoami(typed)).toBe(username);
  });

  it('opens none of two', async () => {
    expect(await whoami('19900000003')).toBe('nobody');
    expect([await whoami('wangfang'), await whoami('zhangmin')]).toEqual(['wangfang', 'zhangmin']);
  });

  it('goes by the user name first', async () => {
    expect(await whoami('19900000005')).toBe('19900000005');
  });

  it('answers alike for a wrong password, two people, and a number of nobody', async () => {
    const answers = [
      await logIn('19900000001', 'wrong-password'),
      await logIn('19900000003', 'wrong-password'),
      await logIn('19900009999', 'wrong-password'),
    ].map(({ status, body }) => ({ status, ...(body as object), traceId: '' }));
    expect(answers[0]).toMatchObject({ status: 401, code: 'auth.credentials_invalid' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is slowed, however the number is written', async () => {
    const spellings = ['19900000777', '199 0000 0777', '+8619900000777', '199-00000777'];
    for (let i = 0; i < 5; i++)
      expect(await statusOf(spellings[i % 4] ?? '', 'wrong-password')).toBe(401);
    await goesOn();
    for (const spelling of spellings) expect(await statusOf(spelling, 'wrong-password')).toBe(429);
  });

  it('keeps neither names, numbers nor addresses readable', async () => {
    const { rows } = await database.query<{ row: string }>(
      `select attempt::text as row from login_attempts attempt
       union all select address::text from login_addresses address`,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { row } of rows)
      for (const text of ['19900000777', '198.51.100', 'zhangwei'])
        for (const known of [text, Buffer.from(text).toString('hex')])
          expect(row).not.toContain(known);
  });
});

describe('failures of others', () => {
  /** Half from one address, half from as many. */
  const attack = async (username: string): Promise<number[]> => {
    const statuses: number[] = [];
    for (let i = 0; i < 50; i++) {
      const from = i % 2 === 0 ? ELSEWHERE : `203.0.113.${100 + i}`;
      statuses.push(await statusOf(username, 'wrong-password', from));
    }
    await goesOn();
    return statuses;
  };

  it('do not slow the owner where they log in usually, and the owner does not free the others', async () => {
    await openAccount(mine.admin, person('7'), 'chenjing');
    expect(await statusOf('chenjing', RIGHT)).toBe(200);
    const statuses = await attack('chenjing');
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(12);
    expect(statuses.slice(20)).not.toContain(200);

    expect(await statusOf('chenjing', RIGHT)).toBe(200);
    expect(await statusOf('chenjing', RIGHT, ELSEWHERE)).toBe(429);
    // From a place that is new to both it is slowed as ever.
    expect(await statusOf('chenjing', RIGHT, '192.0.2.44')).toBe(429);
    expect(await statusOf('chenjing', RIGHT)).toBe(200);
  });

  it('at the usual address slow it there, and nowhere else', async () => {
    await openAccount(mine.admin, person('8'), 'zhaolei');
    expect(await statusOf('zhaolei', RIGHT)).toBe(200);
    expect(await statusOf('zhaolei', RIGHT, '2001:db8:7::1')).toBe(200);
    for (let i = 0; i < 5; i++) expect(await statusOf('zhaolei', 'wrong-password')).toBe(401);
    await goesOn();
    expect(await statusOf('zhaolei', RIGHT)).toBe(429);
    // Another address of the same line.
    expect(await statusOf('zhaolei', RIGHT, '2001:db8:7::abcd')).toBe(200);
  });

  it('slow it at an address from where nobody has come for thirty days', async () => {
    await database.query(
      `update login_addresses set last_at = last_at - interval '31 days'; delete from login_attempts`,
    );
    expect(await statusOf('zhaolei', RIGHT, '192.0.2.1')).toBe(200);
    const { rows } = await database.query<{ n: string }>(
      'select count(*) as n from login_addresses',
    );
    expect(rows[0]?.n).toBe('1');
    await attack('zhaolei');
    expect(await statusOf('zhaolei', RIGHT)).toBe(429);
    expect(await statusOf('zhaolei', RIGHT, '192.0.2.1')).toBe(200);
  });

  it('are counted by the same numbers for a user who does not exist', async () => {
    const known = await attack('lina');
    const unknown = await attack('nobody-at-all');
    for (const statuses of [known, unknown]) {
      expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
      expect(statuses[5]).toBe(429);
    }
  });
});
