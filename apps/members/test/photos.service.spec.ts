import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import request, { type Response } from 'supertest';
import type { TestService } from '#libs/testing';
import { appoint } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { picture, remove, sendPhoto, tagOf } from './photos.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;
let secretary: Caller;
let member: Caller;
let sibling: Caller;
let officer: Caller;
let red: Buffer;
let blue: Buffer;

const person = (number: string): string => people.get(number) ?? '';
const record = (number = '2'): string => `/v1/members/${person(number)}`;
const photo = (number = '2'): string => `${record(number)}/photo`;
const set = async (file: Buffer, status = 200): Promise<Response> =>
  sendPhoto(officer, photo(), await tagOf(officer, record()), file).expect(status);
const looks = (who: Caller) => who.all<{ what: string; viewerName: string | null }>('/v1/me/looks');

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-1' },
    { number: '3', name: '王芳', code: 'XZ-2' },
    { number: '4', name: '赵敏', code: 'XZ-2' },
  ]);
  await appoint(mine.admin, mine.branches[0], person('1'), 'secretary');
  await appoint(mine.admin, mine.branches[1], person('3'), 'secretary');
  secretary = await openAccount(mine.admin, person('1'), 'secretary');
  member = await openAccount(mine.admin, person('2'), 'member');
  sibling = await openAccount(mine.admin, person('3'), 'sibling');
  officer = await officerOf(mine.branches[0], person('4'));
  [red, blue] = await Promise.all([picture('#ff0000'), picture('#0000ff')]);
});
afterAll(() => service.stop());

async function officerOf(organizationId: string, personId: string): Promise<Caller> {
  const caller = await openAccount(mine.admin, personId, 'officer');
  const { body } = await caller.get('/v1/me').expect(200);
  const { accountId } = body as { accountId: string };
  const grant = { role: 'committee_officer', organizationId };
  await mine.admin.post(`/v1/accounts/${accountId}/grants`, grant).expect(201);
  return caller;
}

describe('the photo of a member', () => {
  it('is set, shown, replaced and removed, and the record says that there is one', async () => {
    const before = (await officer.get(record()).expect(200)).body as { version: number };
    expect(before).toMatchObject({ hasPhoto: false });
    expect((await officer.get(photo()).expect(404)).body).toMatchObject({
      code: 'photos.not_found',
    });
    const { body, headers } = await set(red);
    expect(body).toMatchObject({
      personId: person('2'),
      width: 300,
      height: 400,
      version: before.version + 1,
    });
    expect(headers['etag']).toMatch(new RegExp(`^"${before.version + 1}-`));
    expect((await officer.get(record()).expect(200)).body).toMatchObject({
      hasPhoto: true,
      version: before.version + 1,
    });
    const shown = await officer.get(photo()).expect(200);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const { dominant } = await sharp(shown.body as Buffer).stats();
    expect(dominant.r).toBeGreaterThan(200);
    // The tag of the photo is as good as that of the record.
    await sendPhoto(officer, photo(), shown.headers['etag'] ?? '', blue).expect(200);
    const replaced = await officer.get(photo()).expect(200);
    expect((replaced.body as Buffer).equals(shown.body as Buffer)).toBe(false);
    await remove(officer, photo(), replaced.headers['etag'] ?? '').expect(204);
    await officer.get(photo()).expect(404);
    expect((await officer.get(record()).expect(200)).body).toMatchObject({ hasPhoto: false });
    const again = await remove(officer, photo(), await tagOf(officer, record())).expect(404);
    expect(again.body).toMatchObject({ code: 'photos.not_found' });
  });

  it('is not sent again to who knows it', async () => {
    await set(red);
    const tag = await tagOf(officer, photo());
    const known = await officer.get(photo()).set('if-none-match', tag).expect(304);
    expect(known.headers['etag']).toBe(tag);
    expect(known.text).toBeFalsy();
    await set(blue);
    await officer.get(photo()).set('if-none-match', tag).expect(200);
  });

  it('is changed by who has read what is there, and by one of two', async () => {
    const tag = await tagOf(officer, record());
    const both = await Promise.all(
      [red, blue].map((file) => sendPhoto(officer, photo(), tag, file)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    await sendPhoto(officer, photo(), tag, red).expect(412);
    await remove(officer, photo(), tag).expect(412);
    await officer.get(photo()).expect(200);
    const bare = request(service.url)
      .put(photo())
      .set('authorization', `Bearer ${officer.token}`)
      .attach('file', red, 'x.jpg');
    expect((await bare.expect(428)).body).toMatchObject({ code: 'request.precondition_required' });
  });

  it('is seen by those who read the record, and set by those who manage it', async () => {
    await set(red);
    const tag = await tagOf(officer, photo());
    await secretary.get(photo()).expect(200);
    await sendPhoto(secretary, photo(), tag, blue).expect(403);
    await remove(secretary, photo(), tag).expect(403);
    await member.get(photo()).expect(403);
    expect((await sibling.get(photo()).expect(404)).body).toMatchObject({
      code: 'members.not_found',
    });
    // What lies beyond the officer's branch is not there.
    const beyond = [
      officer.get(photo('4')),
      sendPhoto(officer, photo('4'), '"1"', blue),
      remove(officer, photo('4'), '"1"'),
    ];
    for (const answer of await Promise.all(beyond)) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'members.not_found' });
    }
  });

  it('is a look, which its owner sees, unless it is the own', async () => {
    await set(red);
    const before = (await looks(member)).length;
    await secretary.get(photo()).expect(200);
    await member.get('/v1/me/photo').expect(200);
    const told = await looks(member);
    expect(told).toHaveLength(before + 1);
    expect(told[0]).toMatchObject({ what: 'photo', viewerName: '张伟' });
  });

  it('lies sealed, bound to its row', async () => {
    await set(red);
    await sendPhoto(mine.admin, photo('1'), await tagOf(mine.admin, record('1')), blue).expect(200);
    const kept = (await officer.get(photo()).expect(200)).body as Buffer;
    const admin = await service.database.admin('members');
    const { rows } = await admin.query<{ jpeg_sealed: Buffer }>(
      'select jpeg_sealed from person_photos where person_id = $1',
      [person('2')],
    );
    const sealed = rows[0]?.jpeg_sealed ?? Buffer.alloc(0);
    expect(sealed.length).toBeGreaterThan(kept.length);
    expect(sealed.includes(kept.subarray(0, 12))).toBe(false);
    await admin.query(
      `update person_photos set jpeg_sealed = (select jpeg_sealed from person_photos where person_id = $1)
       where person_id = $2`,
      [person('2'), person('1')],
    );
    await mine.admin.get(photo('1')).expect(500);
  });
});

describe('what is no photo', () => {
  const large = () =>
    sharp(randomBytes(1500 * 1500 * 3), { raw: { width: 1500, height: 1500, channels: 3 } })
      .png()
      .toBuffer();
  const gif = () =>
    sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .gif()
      .toBuffer();
  const bomb = () =>
    sharp({ create: { width: 7000, height: 6000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

  it.each<[string, () => Promise<Buffer> | Buffer, number, string, string]>([
    ['an SVG', () => svg, 422, 'photos.unreadable', 'picture'],
    ['a GIF', gif, 422, 'photos.unreadable', 'picture'],
    ['a cut off JPEG', () => red.subarray(0, red.length - 400), 422, 'photos.unreadable', 'broken'],
    ['a bomb', bomb, 422, 'photos.unreadable', 'pixels'],
    ['an empty file', () => Buffer.alloc(0), 400, 'photos.missing', 'isNotEmpty'],
    ['more than 5 MB', large, 413, 'photos.too_large', 'too_big'],
  ])('is refused, and what was there stays: %s', async (_, make, status, code, field) => {
    await set(blue);
    const before = await officer.get(photo()).expect(200);
    const refused = await set(await make(), status);
    expect(refused.body).toMatchObject({ code, errors: [{ pointer: '/file', code: field }] });
    const after = await officer.get(photo()).expect(200);
    expect(after.headers['etag']).toBe(before.headers['etag']);
  });

  it('is refused when it comes in no form, under another name, or with another', async () => {
    const tag = await tagOf(officer, record());
    const put = () =>
      request(service.url)
        .put(photo())
        .set('authorization', `Bearer ${officer.token}`)
        .set('accept-language', 'en')
        .set('if-match', tag);
    const missing = { code: 'photos.missing', errors: [{ pointer: '/file', code: 'required' }] };
    expect((await put().attach('photo', red, 'x.jpg').expect(400)).body).toMatchObject(missing);
    expect((await put().field('file', 'x').expect(400)).body).toMatchObject(missing);
    expect((await put().send({ file: 'x' }).expect(400)).body).toMatchObject(missing);
    const two = put().attach('file', red, 'x.jpg').attach('file', blue, 'y.jpg');
    expect((await two.expect(400)).body).toMatchObject({
      code: 'photos.missing',
      title: 'Send one photo, as the field `file` of a multipart form',
      errors: [{ pointer: '/file', code: 'duplicate', message: 'must be a single file' }],
    });
    await put().set('content-type', 'image/jpeg').send(red).expect(415);
    const broken = put().set('content-type', 'multipart/form-data; boundary=x');
    expect((await broken.send('--x\r\nnot a part').expect(400)).body).toMatchObject({
      code: 'request.malformed',
    });
    const long = put().attach('file', red, 'x.jpg').field('note', 'x'.repeat(1025));
    expect((await long.expect(400)).body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/note', code: 'too_big', message: 'is larger than 1 KB' }],
    });
    expect(await tagOf(officer, record())).toBe(tag);
    await put().field('note', 'x'.repeat(1024)).attach('file', red, 'x.jpg').expect(200);
  });
});
