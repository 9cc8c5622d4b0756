import { encodeQR } from 'qr';
import { bitmapPng } from './bitmap-png.js';

/** What the standard asks for around a symbol, in modules. */
const QUIET_ZONE = 4;
const PIXELS_A_MODULE = 8;
/** Mends 15 % of a symbol: paper on a board gets dirty, and a symbol of more modules is harder to scan. */
const ecc = 'medium';

/** Dark modules side by side in one row. */
export interface Run {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** A QR code as it is drawn: how many modules it has on a side with its quiet zone, and which are dark. */
export function qrRuns(text: string): { readonly side: number; readonly runs: Run[] } {
  const modules = encodeQR(text, 'raw', { ecc, border: QUIET_ZONE });
  const runs: Run[] = [];
  for (const [y, row] of modules.entries())
    for (let x = row.indexOf(true); x !== -1;) {
      // There is one: the quiet zone ends every row.
      const light = row.indexOf(false, x);
      runs.push({ x, y, length: light - x });
      x = row.indexOf(true, light);
    }
  return { side: modules.length, runs };
}

/** On white of its own: on a dark page it would be its own negative, which not every phone reads. */
export function qrSvg(text: string): string {
  const { side, runs } = qrRuns(text);
  const dark = runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${dark}"/></svg>`
  );
}

export const qrPng = (text: string): Buffer =>
  bitmapPng(encodeQR(text, 'raw', { ecc, border: QUIET_ZONE, scale: PIXELS_A_MODULE }));
