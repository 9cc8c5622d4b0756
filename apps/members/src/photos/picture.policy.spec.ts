import { isTooLarge, looksLikePicture, type PictureHead } from './picture.policy.js';

const webp = (kind = 'WEBP'): Buffer =>
  Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from(`${kind}VP8 `)]);

describe('what looks like a picture', () => {
  it.each<[string, Buffer]>([
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['a WebP', webp()],
  ])('is %s', (_, file) => {
    expect(looksLikePicture(file)).toBe(true);
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['two bytes', Buffer.from('ffd8', 'hex')],
    ['a GIF', Buffer.from('GIF89a')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a TIFF', Buffer.from('49492a00', 'hex')],
    ['a sound', webp('WAVE')],
    ['a JPEG behind something else', Buffer.from('00ffd8ffe0', 'hex')],
  ])('is not %s', (_, file) => {
    expect(looksLikePicture(file)).toBe(false);
  });
});

describe('a picture that is too large to be unpacked', () => {
  const head = { format: 'jpeg', width: 8000, height: 5000, isProgressive: false };
  const held = { width: 4000, height: 3125 };

  it.each<[string, Partial<PictureHead>, boolean]>([
    ['40 million pixels', {}, false],
    ['a line more', { height: 5001 }, true],
    ['40 million of a PNG', { format: 'png', isProgressive: undefined }, false],
    ['40 million in several passes', { isProgressive: true }, true],
    ['12.5 million in several passes', { ...held, isProgressive: true }, false],
    ['a line more of those', { ...held, height: 3126, isProgressive: true }, true],
    ['12.5 million of a WebP', { ...held, format: 'webp' }, false],
    ['a line more of those', { ...held, height: 3126, format: 'webp' }, true],
    ['10,000 on a side', { width: 10_000, height: 4000 }, false],
    ['one more', { width: 10_001, height: 1 }, true],
    ['one more of the height', { width: 1, height: 10_001 }, true],
  ])('%s', (_, own, tooLarge) => {
    expect(isTooLarge({ ...head, ...own })).toBe(tooLarge);
  });
});
