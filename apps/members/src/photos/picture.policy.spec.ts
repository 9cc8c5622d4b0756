import { looksLikePicture } from './picture.policy.js';

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
