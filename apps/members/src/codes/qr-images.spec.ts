import jsQr from 'jsqr';
import { PNG } from 'pngjs';
import { qrPng, qrRuns, qrSvg } from './qr-images.js';

const url = 'http://127.0.0.1:3000/q/3r8v0kq2m9x7c4hd5wtb6nfpaj';

/** Read with another library than it was drawn with. */
function read(pixels: (x: number, y: number) => boolean, side: number): string | undefined {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at += 1)
    if (pixels(at % side, Math.floor(at / side))) data.fill(0, at * 4, at * 4 + 3);
  return jsQr.default(data, side, side)?.data;
}

describe('a QR code', () => {
  it('is read from its PNG', () => {
    const { data, width } = PNG.sync.read(qrPng(url));
    expect(read((x, y) => data[(y * width + x) * 4] === 0, width)).toBe(url);
  });

  it('is read from what is drawn on paper', () => {
    const { side, runs } = qrRuns(url);
    const dark = new Set(
      runs.flatMap(({ x, y, length }) => Array.from({ length }, (_, step) => `${x + step} ${y}`)),
    );
    const scale = 4;
    const at = (x: number, y: number) =>
      dark.has(`${Math.floor(x / scale)} ${Math.floor(y / scale)}`);
    expect(read(at, side * scale)).toBe(url);
  });

  it('is drawn as SVG on white of its own, without anything that runs', () => {
    const svg = qrSvg(url);
    expect(svg).toMatch(
      /^<svg [^<]*<path fill="#fff" d="M0 0h41v41H0z"\/><path d="[Mhvz\d -]+"\/><\/svg>$/,
    );
  });

  it('stays small: 33 modules for an address on this machine', () => {
    expect(qrRuns(url).side).toBe(33 + 2 * 4);
  });
});
