import { setImmediate as otherWork } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { A4, CELL, HEAD, pagesOf, placeOf } from './code-sheet.policy.js';
import { BLACK, FAINT, GREY, line, type Pdf, PdfPress, qr } from './pdf-press.js';

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

const PADDING = 6;

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

/** Draws sheets of codes. */
@Injectable()
export class CodeSheetPdf {
  constructor(private readonly press: PdfPress) {}

  draw(sheet: CodeSheet): Promise<Buffer> {
    return this.press.draw(`${sheet.title} 二维码`, async (pdf) => {
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
    });
  }
}
