import type { TestService } from '#libs/testing';
import { enrol, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: 'T10001', name: '张伟', code: 'XZ-1', phone: '199 0000 0012' },
  ]);
});
afterAll(() => service.stop());

const person = (number: string): string => people.get(number) ?? '';

describe('a password that is chosen for an account', () => {
  it.each([
    ['woaini1314', 'common_password', '是常见的、已泄露的密码，会最先被尝试'],
    ['the zhangwei way', 'has_username', '不能包含用户名'],
    ['it is t10001 for me', 'has_employee_number', '不能包含工号'],
    ['call 19900000012', 'has_phone', '不能包含手机号'],
  ])('is refused, and said why: %s', async (password, code, message) => {
    const body = { personId: person('T10001'), username: 'zhangwei', password };
    const { body: problem } = await mine.admin.post('/v1/accounts', body).expect(422);
    expect(problem).toMatchObject({
      code: 'accounts.password_weak',
      errors: [{ pointer: '/password', code, message }],
    });
  });

  it('has ten characters at least, and needs no kinds of them', async () => {
    const body = { personId: person('T10001'), username: 'zhangwei' };
    const short = await mine.admin.post('/v1/accounts', { ...body, password: 'kuanglamp' });
    expect(short.body).toMatchObject({ status: 400, errors: [{ code: 'isLength' }] });
    await mine.admin.post('/v1/accounts', { ...body, password: 'kuanglamps' }).expect(201);
  });
});
