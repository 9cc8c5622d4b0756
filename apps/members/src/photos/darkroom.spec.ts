import sharp, { type PngOptions, type Sharp } from 'sharp';
import type { SentFile } from '../uploads/sent-file.js';
import { Darkroom, type Picture } from './darkroom.js';

const darkroom = new Darkroom();
let accounts = 0;
const sent = (file: Buffer, rest: Partial<SentFile> = {}): SentFile => ({
  read: () => Promise.resolve(file),
  isAbandoned: () => false,
  ...rest,
});
const develop = (file: Buffer): Promise<Picture> =>
  darkroom.develop(`account-${(accounts += 1)}`, sent(file));
const plain = (width: number, height: number, background = '#3060c0'): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });

const noise = (side: number, sigma: number): Sharp =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma },
    },
  });

/** Red on the left, blue on the right. */
const halves = async (): Promise<Sharp> => {
  const red = await plain(100, 100, '#ff0000').png().toBuffer();
  return plain(200, 100, '#0000ff').composite([{ input: red, left: 0, top: 0 }]);
};

/** The colour of a pixel: what of red, green and blue is bright. */
async function bright(jpeg: Buffer, left: number, top: number): Promise<string> {
  const pixel = await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return [...'rgb'].filter((_, channel) => (pixel[channel] ?? 0) > 128).join('');
}

/** A PNG that says that it is so large, and has ten lines in it. */
async function hollow(width: number, height: number, options: PngOptions = {}): Promise<Buffer> {
  const png = await plain(10, 10).png(options).toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const refusal = async (file: Buffer): Promise<unknown> => {
  const error = await develop(file).then(
    () => undefined,
    (reason: unknown) => reason as { code: string; errors: { pointer: string; code: string }[] },
  );
  return error && [error.code, ...error.errors.map(({ pointer, code }) => [pointer, code])];
};

describe('a photo that is developed', () => {
  it.each<[string, (picture: Sharp) => Sharp]>([
    ['JPEG', (picture) => picture.jpeg()],
    ['PNG', (picture) => picture.png()],
    ['WebP', (picture) => picture.webp()],
  ])('is a JPEG when it was a %s', async (_, written) => {
    const { jpeg, ...size } = await develop(await written(plain(60, 80)).toBuffer());
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', ...size });
    expect(size).toEqual({ width: 60, height: 80 });
  });

  it.each([
    [3000, 4000, { width: 480, height: 640 }],
    [4000, 3000, { width: 480, height: 360 }],
    [1000, 4000, { width: 160, height: 640 }],
    [300, 400, { width: 300, height: 400 }],
  ])('fits into what is kept, and is never made larger: %i × %i', async (width, height, kept) => {
    const { jpeg, ...size } = await develop(await plain(width, height).jpeg().toBuffer());
    expect(size).toEqual(kept);
    expect(jpeg.length).toBeLessThan(100_000);
  });

  it('stands upright, as its file says that the camera was held', async () => {
    const turned = await (await halves()).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { jpeg, ...size } = await develop(turned);
    expect(size).toEqual({ width: 100, height: 200 });
    expect([await bright(jpeg, 50, 20), await bright(jpeg, 50, 180)]).toEqual(['r', 'b']);
    expect((await sharp(jpeg).metadata()).orientation).toBeUndefined();
  });

  it('has nothing in it of what came along: no place, no camera, no profile, nothing behind its end', async () => {
    const told = await plain(60, 80)
      .jpeg()
      .withIccProfile('p3')
      .withExif({
        IFD0: { Artist: 'planted-artist', Make: 'planted-camera' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '38/1 43/1 12/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><planted-xmp/></x:xmpmeta>')
      .toBuffer();
    const file = Buffer.concat([told, Buffer.from('<script>planted-tail</script>')]);
    const before = await sharp(file).metadata();
    expect([before.exif, before.icc, before.xmp]).not.toContain(undefined);
    expect(file.includes('planted-artist')).toBe(true);
    const { jpeg } = await develop(file);
    const after = await sharp(jpeg).metadata();
    expect([after.exif, after.icc, after.xmp, after.iptc]).toEqual(Array(4).fill(undefined));
    for (const word of ['planted', 'Exif', 'GPS', 'ICC_PROFILE', 'xmpmeta', 'script'])
      expect(jpeg.includes(word)).toBe(false);
  });

  it('is white where it was nothing', async () => {
    const clear = { width: 50, height: 50, channels: 4, background: '#00000000' } as const;
    const { jpeg } = await develop(await sharp({ create: clear }).png().toBuffer());
    expect(await bright(jpeg, 25, 25)).toBe('rgb');
  });

  it('is of those that were printed in four colours, too', async () => {
    const printed = await plain(60, 80).toColourspace('cmyk').jpeg().toBuffer();
    const { jpeg } = await develop(printed);
    expect(await sharp(jpeg).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
  });

  it('is not of a file that is no picture, whatever it is called', async () => {
    const none = ['photos.unreadable', ['/file', 'picture']];
    expect(await refusal(await plain(9, 9).gif().toBuffer())).toEqual(none);
    expect(await refusal(await plain(9, 9).tiff().toBuffer())).toEqual(none);
    expect(await refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toEqual(none);
    expect(await refusal(Buffer.from('nothing of the kind'))).toEqual(none);
  });

  it('is not of one that would unpack to more than 40 million pixels', async () => {
    const bomb = ['photos.unreadable', ['/file', 'pixels']];
    expect(await refusal(await hollow(50_000, 50_000))).toEqual(bomb);
    expect(await refusal(await hollow(8001, 5000))).toEqual(bomb);
    expect(await refusal(await hollow(9_000_000, 4))).toEqual(bomb);
    const broken = ['photos.unreadable', ['/file', 'broken']];
    expect(await refusal(await hollow(8000, 5000))).toEqual(broken);
  });

  it('is not of a third of that, where it must be held whole', async () => {
    const bomb = ['photos.unreadable', ['/file', 'pixels']];
    const interlaced = await hollow(4000, 3126, { progressive: true });
    const progressive = await plain(10, 10).jpeg({ progressive: true }).toBuffer();
    const frame = progressive.indexOf(Buffer.from('ffc2', 'hex'));
    progressive.writeUInt16BE(3126, frame + 5);
    progressive.writeUInt16BE(4000, frame + 7);
    const webp = await plain(10, 10).webp().toBuffer();
    webp.writeUInt16LE(4000, 26);
    webp.writeUInt16LE(3126, 28);
    for (const file of [interlaced, progressive, webp]) expect(await refusal(file)).toEqual(bomb);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ['JPEG', (picture) => picture.jpeg()],
    ['PNG', (picture) => picture.png()],
    ['WebP', (picture) => picture.webp()],
  ])('is not of a %s that was cut off, nor of its first bytes alone', async (_, written) => {
    const whole = await written(noise(400, 40)).toBuffer();
    const broken = ['photos.unreadable', ['/file', 'broken']];
    expect(await refusal(whole.subarray(0, whole.length / 2))).toEqual(broken);
    expect(await refusal(whole.subarray(0, 16))).toEqual(broken);
  });

  it('is one of several that come at once, and a broken one holds up none', async () => {
    const good = await plain(60, 80).png().toBuffer();
    const all = await Promise.allSettled([good, good.subarray(0, 20), good].map(develop));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('the places of the darkroom', () => {
  const overloaded = { code: 'server.overloaded', extensions: { retryAfter: 2 } };
  let one: Darkroom;
  let good: Buffer;

  /** As many as it takes, each of another, whose files have not come yet. */
  const fill = (count = 8) =>
    Array.from({ length: count }, (_, n) => {
      let come!: (file: Buffer) => void;
      const coming = new Promise<Buffer>((resolve) => {
        come = resolve;
      });
      return { come, end: one.develop(`account-${n}`, sent(good, { read: () => coming })) };
    });

  beforeEach(async () => {
    one = new Darkroom();
    good = await plain(60, 80).png().toBuffer();
  });

  it('are eight, and kept until the photo is developed, not only until it is read', async () => {
    const places = fill();
    await expect(one.develop('ninth', sent(good))).rejects.toMatchObject(overloaded);
    for (const { come } of places) come(good);
    await places[0]?.end;
    const [next, beyond] = fill(2);
    await expect(beyond?.end).rejects.toMatchObject(overloaded);
    next?.come(good);
    await next?.end;
    const ends = await Promise.all(places.map(({ end }) => end));
    expect(ends.map(({ width, height }) => [width, height])).toEqual(Array(8).fill([60, 80]));
  });

  it('come back of what is no picture', async () => {
    for (let time = 0; time < 2; time += 1) {
      const places = fill();
      for (const { come } of places) come(Buffer.from('nothing of the kind'));
      const ends = await Promise.allSettled(places.map(({ end }) => end));
      expect(ends.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
    }
  });

  it('develop nothing for who has gone while it was read', async () => {
    let isGone = false;
    const read = (): Promise<Buffer> => {
      isGone = true;
      return Promise.resolve(good);
    };
    const leaving = one.develop('account', sent(good, { read, isAbandoned: () => isGone }));
    await expect(leaving).rejects.toMatchObject({ code: 'request.malformed' });
    expect(await one.develop('account', sent(good))).toMatchObject({ width: 60 });
  });
});
