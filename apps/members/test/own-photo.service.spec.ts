import type { TestService } from '#libs/testing';
import { scan } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { picture, remove, sendPhoto, tagOf } from './photos.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let personId: string;
let own: Caller;
let fellow: Caller;
let sibling: Caller;
let code: string;
let red: Buffer;

const PHOTO = '/v1/me/photo';
const version = async (): Promise<string> => {
  const { body } = await own.get('/v1/me').expect(200);
  return `"${(body as { person: { version: number } }).person.version}"`;
};
const give = async (): Promise<void> => {
  await sendPhoto(own, PHOTO, await version(), red).expect(200);
};
const agree = (...fields: string[]) => own.post('/v1/me/consents', { fields }).expect(204);

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  const people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'ZB-1' },
    { number: '3', name: '王芳', code: 'ZB-2' },
  ]);
  personId = people.get('1') ?? '';
  own = await openAccount(mine.admin, personId, 'own');
  fellow = await openAccount(mine.admin, people.get('2') ?? '', 'fellow');
  sibling = await openAccount(mine.admin, people.get('3') ?? '', 'sibling');
  code = ((await own.get('/v1/me/code').expect(200)).body as { code: string }).code;
  red = await picture('#ff0000');
});
afterAll(() => service.stop());

describe('one’s own photo', () => {
  it('is given, shown, and taken back', async () => {
    await own.get(PHOTO).expect(404);
    await give();
    expect((await own.get('/v1/me').expect(200)).body).toMatchObject({
      person: { hasPhoto: true },
    });
    const shown = await own.get(PHOTO).expect(200);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    await own
      .get(PHOTO)
      .set('if-none-match', shown.headers['etag'] ?? '')
      .expect(304);
    const officers = await mine.admin.get(`/v1/members/${personId}/photo`).expect(200);
    expect((officers.body as Buffer).equals(shown.body as Buffer)).toBe(true);
    await remove(own, PHOTO, '"999"').expect(412);
    await remove(own, PHOTO, await tagOf(own, PHOTO)).expect(204);
    await own.get(PHOTO).expect(404);
    await mine.admin.get(`/v1/members/${personId}/photo`).expect(404);
  });

  it('is given once when two are sent at once', async () => {
    const tag = await version();
    const both = await Promise.all([1, 2].map(() => sendPhoto(own, PHOTO, tag, red)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is nobody’s where there is no person', async () => {
    await mine.admin.get(PHOTO).expect(403);
    await sendPhoto(mine.admin, PHOTO, '"1"', red).expect(403);
    await remove(mine.admin, PHOTO, '"1"').expect(403);
  });

  it('is in what is kept of oneself', async () => {
    await give();
    const { body: jpeg } = (await own.get(PHOTO).expect(200)) as { body: Buffer };
    const { body } = await own.get('/v1/me/data').expect(200);
    expect(body).toMatchObject({
      photo: { jpeg: jpeg.toString('base64'), setAt: expect.any(String) as string },
    });
  });

  it('goes with what is erased, and with it that others may see it', async () => {
    await give();
    await agree('photo', 'political_birthday');
    const before = await version();
    const erase = () => own.post('/v1/me/erasure', { fields: ['photo'] }).expect(200);
    expect((await erase()).body).toMatchObject({ erased: ['photo'] });
    expect(await version()).not.toBe(before);
    await own.get(PHOTO).expect(404);
    const { body: data } = await own.get('/v1/me/data').expect(200);
    expect(data).toMatchObject({ photo: null, record: { hasPhoto: false } });
    const { body: consents } = await own.get('/v1/me/consents').expect(200);
    expect(consents).toMatchObject({
      consents: [
        { field: 'phone' },
        { field: 'political_birthday' },
        { field: 'photo', givenAt: null },
      ],
    });
    const admin = await service.database.admin('members');
    expect((await admin.query('select from person_photos')).rows).toHaveLength(0);
    expect((await erase()).body).toMatchObject({ erased: [] });
  });
});

describe('the photo of whose code is scanned', () => {
  const look = (caller: Caller) => caller.post('/v1/scans/photo', { code });
  const told = async (caller: Caller | undefined): Promise<unknown> => {
    const { body } = await scan(service.url, caller, code).expect(200);
    return (body as { member: { hasPhoto: boolean } | null }).member?.hasPhoto;
  };

  beforeAll(give);

  it('is for the member, and for who may read the record', async () => {
    for (const caller of [own, mine.admin]) {
      expect(await told(caller)).toBe(true);
      const { headers } = await look(caller).expect(200);
      expect(headers['content-type']).toBe('image/jpeg');
    }
    const looks = await own.all<{ what: string }>('/v1/me/looks');
    expect(looks[0]).toMatchObject({ what: 'photo' });
  });

  it('is for fellow members when the member agrees, and not after', async () => {
    await agree();
    expect(await told(fellow)).toBe(false);
    expect((await look(fellow).expect(404)).body).toMatchObject({ code: 'photos.not_found' });
    await agree('photo');
    expect(await told(fellow)).toBe(true);
    await look(fellow).expect(200);
    await agree('phone');
    await look(fellow).expect(404);
    // Taken back, and given again, it is shown to nobody who was agreed to before.
    await agree('photo');
    await remove(own, PHOTO, await tagOf(own, PHOTO)).expect(204);
    await look(fellow).expect(404);
    await give();
    await look(fellow).expect(404);
  });

  it('is for nobody else', async () => {
    await agree('photo');
    expect(await told(undefined)).toBeUndefined();
    expect(await told(sibling)).toBeUndefined();
    expect((await look(sibling).expect(404)).body).toMatchObject({ code: 'photos.not_found' });
    const unknown = await own.post('/v1/scans/photo', { code: 'x'.repeat(26) }).expect(404);
    expect(unknown.body).toMatchObject({ code: 'codes.unknown' });
  });

  it('is none of an organization', async () => {
    const { body } = await mine.admin.get(`/v1/organizations/${mine.branches[0]}/code`).expect(200);
    const asked = mine.admin.post('/v1/scans/photo', { code: (body as { code: string }).code });
    expect((await asked.expect(404)).body).toMatchObject({ code: 'photos.not_found' });
  });
});
