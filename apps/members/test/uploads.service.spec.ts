import { eventually, type TestService } from '#libs/testing';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { picture, sendPhoto } from './photos.harness.js';
import { rosterCsv } from './roster-csv.js';
import { oneTooMany, type SlowUpload, type Upload } from './slow-uploads.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
/** Members, and administrators who are none. */
let members: Caller[];
let administrators: Caller[];
let red: Buffer;

const PHOTO = '/v1/me/photo';
const ROSTER = '/v1/roster-imports?dryRun=true';
const full = { status: 503, code: 'server.overloaded', retryAfter: '2' };
const ownShare = { status: 429, code: 'request.rate_limited', retryAfter: '2' };

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  const numbers = ['1', '2', '3', '4', '5'];
  const people = await enrol(
    mine.admin,
    numbers.map((number) => ({ number, name: '张伟', code: 'XZ-1' })),
  );
  members = await Promise.all(
    numbers.map((number) => openAccount(mine.admin, people.get(number) ?? '', `member-${number}`)),
  );
  administrators = [mine.admin, await administrator('second'), await administrator('third')];
  red = await picture('#ff0000');
});
afterAll(() => service.stop());

async function administrator(username: string): Promise<Caller> {
  const roles = [{ role: 'administrator', organizationId: mine.committee }];
  const password = 'password-of-the-test';
  await mine.admin.post('/v1/accounts', { personId: null, username, password, roles }).expect(201);
  return Caller.logIn(service.url, username, password);
}

const at = <T>(all: readonly T[], n: number): T => all[n] as T;
const versionOf = async (by: Caller): Promise<string> => {
  const { body } = await by.get('/v1/me').expect(200);
  return `"${(body as { person: { version: number } }).person.version}"`;
};
const photoOf = async (by: Caller): Promise<Upload> => ({
  by,
  method: 'PUT',
  path: PHOTO,
  tag: await versionOf(by),
  file: red,
});
const rosterOf = (by: Caller): Upload => ({
  by,
  method: 'POST',
  path: ROSTER,
  file: rosterCsv([{ number: '1', name: '张伟', code: 'XZ-1' }]),
});
const setPhoto = async (by: Caller): Promise<unknown> =>
  sendPhoto(by, PHOTO, await versionOf(by), red).expect(200);
const importRoster = (by: Caller) => by.upload('dryRun=true', rosterOf(by).file).expect(202);

/** Two of each, and one of the last: one more than there are places. */
const photos = (): Promise<Upload[]> =>
  Promise.all([...members, ...members.slice(0, 4)].map(photoOf));
const rosters = (): Upload[] => [...administrators, ...administrators.slice(0, 2)].map(rosterOf);

const photosAndRosters: [
  string,
  () => Upload[] | Promise<Upload[]>,
  () => Caller[],
  typeof setPhoto,
][] = [
  ['photos', photos, () => members, setPhoto],
  ['rosters', rosters, () => administrators, importRoster],
];

describe.each(photosAndRosters)(
  'more %s than there are places for',
  (what, uploads, callers, send) => {
    it('are refused, the last at once, and the others are answered as ever', async () => {
      const { refusal, held } = await oneTooMany(await uploads());
      expect(refusal).toEqual(full);
      expect(held).toHaveLength(what === 'photos' ? 8 : 4);
      const answers = await Promise.all(held.map((one) => one.finish()));
      // Of two photos of one record the second was sent by who had not read the first.
      const records = new Set(held.map(({ upload }) => upload.by)).size;
      const kept = what === 'photos' ? Array(records).fill(200) : Array(4).fill(202);
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...(kept as number[]),
        ...Array<number>(held.length - kept.length).fill(412),
      ]);
      await send(at(callers(), 0));
    });

    it('leave their places when they are torn off', async () => {
      for (let time = 0; time < 2; time += 1) {
        const { refusal, held } = await oneTooMany(await uploads());
        expect(refusal).toEqual(full);
        for (const one of held) one.tearOff();
        for (const by of callers()) await eventually(() => send(by));
      }
    });

    it('are two of one account, who keeps nobody else out and has its places again', async () => {
      const [slow, other] = [at(callers(), 0), at(callers(), 1)];
      const two = (await uploads()).filter(({ by }) => by === slow);
      const { refusal, held } = await oneTooMany([...two, at(two, 0)]);
      expect(refusal).toEqual(ownShare);
      await send(other);
      const [first, second] = held as [SlowUpload, SlowUpload];
      expect((await first.finish()).status).toBeLessThan(300);
      // One of both has ended, so that there is one place again, and no more.
      const next = await oneTooMany([at(two, 0), at(two, 0)]);
      expect(next.refusal).toEqual(ownShare);
      second.tearOff();
      for (const one of next.held) one.tearOff();
      await eventually(() => send(slow));
    });
  },
);

it('whose photos are in the way does not hold up their roster', async () => {
  const admin = at(administrators, 0);
  const [record] = await admin.all<{ personId: string }>('/v1/members');
  const path = `/v1/members/${record?.personId}`;
  const { headers } = await admin.get(path).expect(200);
  const upload = { ...rosterOf(admin), method: 'PUT' as const, path: `${path}/photo`, file: red };
  const photo = { ...upload, tag: headers['etag'] ?? '' };
  const { refusal, held } = await oneTooMany([photo, photo, photo]);
  expect(refusal).toEqual(ownShare);
  await importRoster(admin);
  for (const one of held) one.tearOff();
});
