import { inflateSync } from 'node:zlib';
import jsQr from 'jsqr';

/** What lies compressed in a PDF, and what does not. */
export function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return body;
    }
  });
}

const PIXELS = 4;
const BYTES_A_PIXEL = 4;

/** What a phone reads off the paper: the rectangles of the page are the dark modules of its one QR code. */
export function scannedFrom(pdf: Buffer): string | undefined {
  const page = streamsOf(pdf).find((stream) => /\bre\n/.test(stream)) ?? '';
  const runs = [...page.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\n/g)].map((run) =>
    run.slice(1).map(Number),
  );
  const unit = runs[0]?.[3] ?? 1;
  const left = Math.min(...runs.map(([x = 0]) => x));
  const top = Math.min(...runs.map(([, y = 0]) => y));
  const modules = Math.max(...runs.map(([, y = 0]) => Math.round((y - top) / unit))) + 1;
  const side = (modules + 8) * PIXELS;
  const pixels = new Uint8ClampedArray(side * side * BYTES_A_PIXEL).fill(255);
  const dark = (x: number, y: number): void => {
    pixels.fill(0, (y * side + x) * BYTES_A_PIXEL, (y * side + x) * BYTES_A_PIXEL + 3);
  };
  for (const [x = 0, y = 0, length = 0] of runs)
    for (let row = 0; row < PIXELS; row++)
      for (let column = 0; column < Math.round(length / unit) * PIXELS; column++)
        dark(
          (Math.round((x - left) / unit) + 4) * PIXELS + column,
          (Math.round((y - top) / unit) + 4) * PIXELS + row,
        );
  return jsQr.default(pixels, side, side)?.data;
}
