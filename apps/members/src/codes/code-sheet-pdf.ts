import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate as otherWork } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type PDFDocument from 'pdfkit';
import { A4, CELL, HEAD, pagesOf, placeOf } from './code-sheet.policy.js';
import { qrRuns } from './qr-images.js';

type Pdf = InstanceType<typeof PDFDocument>;

export interface CodeSheet {
  readonly title: string;
  readonly subtitle: string;
  readonly day: string;
  readonly url: string;
  readonly members: readonly {
    readonly name: string;
    readonly number: string | null;
    readonly url: string;
  }[];
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly align?: 'left' | 'center';
}

const BLACK = '#000000';
const GREY = '#595959';
/** Where to cut. */
const FAINT = '#c8c8c8';
const SMALLEST = 5;
const PADDING = 6;

/** The one weight that is used of the package (see the README on why this font). */
function fontFile(): string {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return join(dirname(dirname(entry)), 'fonts', 'NotoSansHans-Regular.otf');
}

/** A line that gets smaller until it fits, as names of other peoples than the Han are long; never a second line. */
function line(pdf: Pdf, text: string, { x, y, width, size, align = 'left' }: Line): void {
  const natural = pdf.fontSize(size).widthOfString(text);
  if (natural > width) pdf.fontSize(Math.max(SMALLEST, (size * width) / natural - 0.01));
  pdf.text(text, x, y, { width, align, height: size * 2, ellipsis: true });
}

/** Drawn and not put in as a picture, so that it is sharp at any size. */
function qr(pdf: Pdf, url: string, place: { x: number; y: number; side: number }): void {
  const { side, runs } = qrRuns(url);
  const unit = place.side / side;
  for (const { x, y, length } of runs)
    pdf.rect(place.x + x * unit, place.y + y * unit, length * unit, unit);
  pdf.fill(BLACK);
}

function head(pdf: Pdf, sheet: CodeSheet): void {
  const { margin } = A4;
  qr(pdf, sheet.url, { x: margin, y: margin, side: HEAD.code });
  const x = margin + HEAD.code + 12;
  const width = A4.width - margin - x;
  pdf.fillColor(BLACK);
  line(pdf, sheet.title, { x, y: margin + 18, width, size: 18 });
  pdf.fillColor(GREY);
  line(pdf, sheet.subtitle, { x, y: margin + 50, width, size: 11 });
  line(pdf, `打印日期 ${sheet.day}`, { x, y: margin + 70, width, size: 9 });
  line(pdf, '二维码重新发放后，原先打印的即刻失效。', { x, y: margin + 85, width, size: 9 });
}

function foot(pdf: Pdf, page: number, pages: number): void {
  const { margin, width, height, footer } = A4;
  pdf.fillColor(GREY);
  line(pdf, `第 ${page + 1} 页，共 ${pages} 页`, {
    x: margin,
    y: height - margin - footer / 2,
    width: width - 2 * margin,
    size: 9,
    align: 'center',
  });
}

function member(
  pdf: Pdf,
  { name, number, url }: CodeSheet['members'][number],
  index: number,
): void {
  const { x, y } = placeOf(index);
  pdf.rect(x, y, CELL.width, CELL.height).lineWidth(0.5).dash(3, { space: 3 }).stroke(FAINT);
  pdf.undash();
  qr(pdf, url, { x: x + (CELL.width - CELL.code) / 2, y: y + 4, side: CELL.code });
  const place = { x: x + PADDING, width: CELL.width - 2 * PADDING, align: 'center' } as const;
  pdf.fillColor(BLACK);
  line(pdf, name, { ...place, y: y + CELL.code + 5, size: 11 });
  if (number === null) return;
  pdf.fillColor(GREY);
  line(pdf, number, { ...place, y: y + CELL.code + 22, size: 9 });
}

/** Draws sheets of codes. The library and the font are only loaded to draw one, and not kept: few are printed. */
@Injectable()
export class CodeSheetPdf {
  /** One after the other: each holds a font of 8 MB, and some time of the process. */
  private last: Promise<unknown> = Promise.resolve();

  draw(sheet: CodeSheet): Promise<Buffer> {
    const drawn = this.last.then(() => this.drawNow(sheet));
    this.last = drawn.catch(() => undefined);
    return drawn;
  }

  private async drawNow(sheet: CodeSheet): Promise<Buffer> {
    const { default: Document } = await import('pdfkit');
    // A line beyond the margin would begin another page.
    const pdf = new Document({
      size: 'A4',
      margin: 0,
      lang: 'zh-CN',
      info: { Title: `${sheet.title} 二维码`, Creator: 'Wutai', Producer: 'Wutai' },
    });
    const bytes = buffer(pdf);
    pdf.font(await readFile(fontFile()));
    const pages = pagesOf(sheet.members.length);
    head(pdf, sheet);
    foot(pdf, 0, pages);
    for (const [index, one] of sheet.members.entries()) {
      const { page } = placeOf(index);
      if (index > 0 && page > placeOf(index - 1).page) {
        // Other requests are answered between two pages.
        await otherWork();
        pdf.addPage();
        foot(pdf, page, pages);
      }
      member(pdf, one, index);
    }
    pdf.end();
    return bytes;
  }
}
