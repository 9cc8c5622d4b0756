import type { TestService } from '#libs/testing';
import { appoint, scan } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
/** Of one branch; the sibling is of the other. */
let own: Caller;
let fellow: Caller;
let sibling: Caller;
let fellowId: string;
let code: string;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  const people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1', phone: '13987654321' },
    { number: '2', name: '李娜', code: 'ZB-1' },
    { number: '3', name: '王芳', code: 'ZB-2' },
  ]);
  own = await openAccount(mine.admin, people.get('1') ?? '', 'own');
  fellowId = people.get('2') ?? '';
  fellow = await openAccount(mine.admin, fellowId, 'fellow');
  sibling = await openAccount(mine.admin, people.get('3') ?? '', 'sibling');
  code = ((await own.get('/v1/me/code').expect(200)).body as { code: string }).code;
});
afterAll(() => service.stop());

interface Consent {
  readonly field: string;
  readonly givenAt: string | null;
}
const agree = (...fields: string[]) => own.post('/v1/me/consents', { fields });
const given = async (): Promise<Consent[]> => {
  const { body } = await own.get('/v1/me/consents').expect(200);
  return (body as { consents: Consent[] }).consents;
};
const seen = async (caller: Caller | undefined): Promise<unknown> => {
  const { body } = await scan(service.url, caller, code).expect(200);
  return (body as { member: unknown }).member;
};

describe('what fellow members may see', () => {
  beforeEach(() => agree().expect(204));

  it('is nothing until the member says so', async () => {
    expect(await given()).toEqual([
      { field: 'phone', givenAt: null },
      { field: 'political_birthday', givenAt: null },
      { field: 'photo', givenAt: null },
    ]);
    expect(await seen(fellow)).toMatchObject({ phone: null, politicalBirthday: null });
  });

  it('is each field by itself', async () => {
    await agree('phone').expect(204);
    expect(await seen(fellow)).toMatchObject({ phone: '13987654321', politicalBirthday: null });
    await agree('political_birthday').expect(204);
    expect(await seen(fellow)).toMatchObject({
      phone: null,
      politicalBirthday: expect.stringMatching(/^\d\d-\d\d$/) as string,
    });
  });

  it('is for fellows: neither strangers nor another branch see it', async () => {
    await agree('phone', 'political_birthday').expect(204);
    expect(await seen(undefined)).toBeNull();
    expect(await seen(sibling)).toBeNull();
  });

  it('is for no officer from elsewhere, who is shown the record, masked', async () => {
    await agree('phone', 'political_birthday').expect(204);
    const { body } = await scan(service.url, mine.admin, code).expect(200);
    expect(body).toMatchObject({
      as: 'officer',
      member: { name: '张伟', phone: null, politicalBirthday: null },
      record: { phone: '139****4321' },
    });
    expect(JSON.stringify(body)).not.toContain('13987654321');
  });

  it('is for a fellow who is an officer, too', async () => {
    await agree('phone').expect(204);
    await appoint(mine.admin, mine.branches[0], fellowId, 'secretary');
    const { body } = await scan(service.url, fellow, code).expect(200);
    expect(body).toMatchObject({ as: 'officer', member: { phone: '13987654321' } });
  });

  it('keeps the day on which it was given, while it stays so', async () => {
    await agree('phone').expect(204);
    const [first] = await given();
    await agree('phone', 'political_birthday').expect(204);
    const [again] = await given();
    expect(again).toEqual(first);
  });

  it('leaves a line of what was taken back', async () => {
    await agree('phone').expect(204);
    await agree().expect(204);
    const admin = await service.database.admin('members');
    const { rows } = await admin.query(
      `select field from consents where withdrawn_at is not null and field = 'phone'`,
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is one of both when two are said at once', async () => {
    await Promise.all([agree('phone'), agree('political_birthday'), agree('phone')]);
    expect((await given()).filter(({ givenAt }) => givenAt !== null)).toHaveLength(1);
  });

  it('is none of what illness or a number would tell', async () => {
    const { body } = await agree('standing').expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/fields', code: 'isIn' }] });
  });

  it('is nobody’s where there is no person', async () => {
    await mine.admin.get('/v1/me/consents').expect(403);
  });
});
