import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type PDFDocument from 'pdfkit';
import { qrRuns } from './qr-images.js';

export type Pdf = InstanceType<typeof PDFDocument>;

interface Line {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly align?: 'left' | 'center' | 'right';
}

export const BLACK = '#000000';
export const GREY = '#595959';
/** Where to cut. */
export const FAINT = '#c8c8c8';
const SMALLEST = 5;

/** The one weight that is used of the package (see the README on why this font). */
function fontFile(): string {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return join(dirname(dirname(entry)), 'fonts', 'NotoSansHans-Regular.otf');
}

/** A line that gets smaller until it fits, as names of other peoples than the Han are long; never a second line. */
export function line(pdf: Pdf, text: string, { x, y, width, size, align = 'left' }: Line): void {
  const natural = pdf.fontSize(size).widthOfString(text);
  if (natural > width) pdf.fontSize(Math.max(SMALLEST, (size * width) / natural - 0.01));
  pdf.text(text, x, y, { width, align, height: size * 2, ellipsis: true });
}

/** Drawn and not put in as a picture, so that it is sharp at any size. */
export function qr(pdf: Pdf, text: string, place: { x: number; y: number; side: number }): void {
  const { side, runs } = qrRuns(text);
  const unit = place.side / side;
  for (const { x, y, length } of runs)
    pdf.rect(place.x + x * unit, place.y + y * unit, length * unit, unit);
  pdf.fill(BLACK);
}

/** Makes what is printed, on A4. The library and the font are only loaded to draw, and not kept: little is printed. */
@Injectable()
export class PdfPress {
  /** One after the other: each holds a font of 8 MB, and some time of the process. */
  private last: Promise<unknown> = Promise.resolve();

  draw(title: string, drawing: (pdf: Pdf) => Promise<void> | void): Promise<Buffer> {
    const drawn = this.last.then(() => this.drawNow(title, drawing));
    this.last = drawn.catch(() => undefined);
    return drawn;
  }

  private async drawNow(
    title: string,
    drawing: (pdf: Pdf) => Promise<void> | void,
  ): Promise<Buffer> {
    const { default: Document } = await import('pdfkit');
    // A line beyond the margin would begin another page.
    const pdf = new Document({
      size: 'A4',
      margin: 0,
      lang: 'zh-CN',
      info: { Title: title, Creator: 'Wutai', Producer: 'Wutai' },
    });
    const bytes = buffer(pdf);
    pdf.font(await readFile(fontFile()));
    await drawing(pdf);
    pdf.end();
    return bytes;
  }
}
