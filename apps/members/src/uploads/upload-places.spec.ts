import type { SentFile } from './sent-file.js';
import { UploadPlaces } from './upload-places.js';

const overloaded = { code: 'server.overloaded', extensions: { retryAfter: 2 } };
const limited = { code: 'request.rate_limited', extensions: { retryAfter: 2 } };
const file = Buffer.from('file');

let places: UploadPlaces;
let accounts = 0;

beforeEach(() => {
  places = new UploadPlaces(4);
});

const never = (): never => {
  throw new Error('was read');
};
const sent = (rest: Partial<SentFile> = {}): SentFile => ({
  read: () => Promise.resolve(file),
  isAbandoned: () => false,
  ...rest,
});
const whole = (bytes: Buffer): Promise<string> => Promise.resolve(bytes.toString());
const nobody = (): string => `account-${(accounts += 1)}`;

/** A file that is on its way until it comes, and in use until it is used. */
function slow(account = nobody()) {
  const coming = withResolvers<Buffer>();
  const using = withResolvers<string>();
  const end = places.hold(account, sent({ read: () => coming.promise }), () => using.promise);
  return { coming, using, end };
}
type Slow = ReturnType<typeof slow>;

/** Whether there is a place: what is refused is not even read. */
const ask = (account = nobody()): Promise<string> => places.hold(account, sent(), whole);
const refused = (account = nobody()): Promise<string> =>
  places.hold(account, sent({ read: never }), whole);
const finish = async (all: readonly Slow[]): Promise<string[]> => {
  for (const { coming, using } of all) {
    coming.resolve(file);
    using.resolve('used');
  }
  return Promise.all(all.map(({ end }) => end));
};

describe('the places of uploads', () => {
  it('are as many as there are: the next is not even read, and the others come to their end', async () => {
    const all = [1, 2, 3, 4].map(() => slow());
    await expect(refused()).rejects.toMatchObject(overloaded);
    expect(await finish(all)).toEqual(Array(4).fill('used'));
    expect(await ask()).toBe('file');
  });

  it('are two of one account, whoever else wants none', async () => {
    const [one, other] = [nobody(), nobody()];
    const own = [slow(one), slow(one)];
    await expect(refused(one)).rejects.toMatchObject(limited);
    const others = [slow(other), slow(other)];
    // Its own doing, and not that of all.
    await expect(refused(one)).rejects.toMatchObject(limited);
    await finish(own.slice(0, 1));
    expect(await ask(one)).toBe('file');
    await finish([...own, ...others]);
    const again = [slow(one), slow(one)];
    await expect(refused(one)).rejects.toMatchObject(limited);
    await finish(again);
  });

  it('are kept until the file was used, not only until it is read', async () => {
    const all = [1, 2, 3, 4].map(() => slow());
    for (const { coming } of all) coming.resolve(file);
    all[0]?.using.resolve('used');
    await all[0]?.end;
    const next = slow();
    await expect(refused()).rejects.toMatchObject(overloaded);
    await finish([...all, next]);
  });

  it.each<[string, (one: Slow) => void]>([
    ['was not read', ({ coming }) => coming.reject(new Error('cut off'))],
    [
      'was of no use',
      ({ coming, using }) => {
        coming.resolve(file);
        using.reject(new Error('no picture'));
      },
    ],
  ])('come back when a file %s, and after a refusal', async (_, end) => {
    const [one, other] = [nobody(), nobody()];
    for (let time = 0; time < 2; time += 1) {
      const all = [one, one, other, other].map(slow);
      await expect(refused(one)).rejects.toMatchObject(limited);
      await expect(refused()).rejects.toMatchObject(overloaded);
      all.forEach(end);
      const ends = await Promise.allSettled(all.map((place) => place.end));
      expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    }
    expect(await ask(one)).toBe('file');
  });

  it('are for nobody who has gone: nothing is read, and the place comes back', async () => {
    const one = nobody();
    for (let time = 0; time < 5; time += 1) {
      const gone = sent({ read: never, isAbandoned: () => true });
      await expect(places.hold(one, gone, whole)).rejects.toMatchObject({
        code: 'request.malformed',
      });
    }
    expect(await ask(one)).toBe('file');
  });
});

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
