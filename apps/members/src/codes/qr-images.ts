import { encodeQR } from 'qr';
import { bitmapPng } from './bitmap-png.js';

/** What the standard asks for around a symbol, in modules. */
export const QUIET_ZONE = 4;
const PIXELS_A_MODULE = 8;
/** Mends 15 % of a symbol: paper on a board gets dirty, and a larger symbol is harder to scan than a damaged one. */
const ecc = 'medium';

/** The modules, true where they are dark, with the quiet zone around them. */
export const qrModules = (text: string): boolean[][] =>
  encodeQR(text, 'raw', { ecc, border: QUIET_ZONE });

export const qrSvg = (text: string): string => encodeQR(text, 'svg', { ecc, border: QUIET_ZONE });

export const qrPng = (text: string): Buffer =>
  bitmapPng(encodeQR(text, 'raw', { ecc, border: QUIET_ZONE, scale: PIXELS_A_MODULE }));
