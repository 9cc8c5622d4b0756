import { Injectable } from '@nestjs/common';
import { A4 } from '../codes/code-sheet.policy.js';
import { BLACK, FAINT, GREY, line, type Pdf, PdfPress, qr } from '../codes/pdf-press.js';

export interface PrintedLetter {
  readonly number: string;
  readonly fromName: string;
  readonly toName: string;
  readonly name: string;
  /** Sex, ethnicity, kind of member, citizen number masked: what the reader compares with who stands there. */
  readonly particulars: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly code: string;
  readonly url: string;
}

/** Where the three parts begin: the stub that stays, the letter that goes along, the receipt that comes back. */
const STUB = A4.margin;
const LETTER = 236;
const RECEIPT = 602;
const WIDTH = A4.width - 2 * A4.margin;
const INDENT = 24;
const QR_SIDE = 110;
const GROUP = 4;

/** 2026-09-03 → 2026年9月3日 */
export function chineseDay(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** In groups, for whoever has to type it; whoever reads it leaves the hyphens out. */
export function grouped(code: string): string {
  return code.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? '';
}

function title(pdf: Pdf, text: string, number: string, y: number): void {
  pdf.fillColor(BLACK);
  line(pdf, text, { x: A4.margin, y, width: WIDTH, size: 16, align: 'center' });
  pdf.fillColor(GREY);
  line(pdf, `第 ${number} 号`, { x: A4.margin, y: y + 26, width: WIDTH, size: 10, align: 'right' });
  pdf.fillColor(BLACK);
}

function lines(pdf: Pdf, texts: readonly string[], y: number, size = 12): void {
  for (const [index, text] of texts.entries())
    line(pdf, text, {
      x: A4.margin + INDENT,
      y: y + index * size * 2,
      width: WIDTH - 2 * INDENT,
      size,
    });
}

function cut(pdf: Pdf, y: number): void {
  pdf
    .moveTo(A4.margin, y)
    .lineTo(A4.width - A4.margin, y)
    .lineWidth(0.5)
    .dash(3, { space: 3 });
  pdf.stroke(FAINT).undash();
}

function stub(pdf: Pdf, letter: PrintedLetter): void {
  title(pdf, '党员组织关系介绍信存根', letter.number, STUB);
  lines(
    pdf,
    [
      `党员：${letter.name}（${letter.particulars}）`,
      `转出党组织：${letter.fromName}`,
      `转入党组织：${letter.toName}`,
      `开具日期：${chineseDay(letter.issuedOn)}　　有效期至：${chineseDay(letter.expiresOn)}`,
      '经办人：',
    ],
    STUB + 52,
  );
}

function letterPart(pdf: Pdf, letter: PrintedLetter): void {
  title(pdf, '中国共产党党员组织关系介绍信', letter.number, LETTER);
  lines(
    pdf,
    [
      `${letter.toName}：`,
      `　　${letter.name}同志（${letter.particulars}），`,
      `组织关系由 ${letter.fromName} 转到 ${letter.toName}，请予接转。`,
      `　　本介绍信有效期至 ${chineseDay(letter.expiresOn)}（含当日），逾期无效。`,
    ],
    LETTER + 56,
  );
  const y = LETTER + 190;
  qr(pdf, letter.url, { x: A4.margin + INDENT, y, side: QR_SIDE });
  pdf.fillColor(GREY);
  line(pdf, `核验码 ${grouped(letter.code)}`, {
    x: A4.margin + INDENT,
    y: y + QR_SIDE + 4,
    width: WIDTH - 2 * INDENT,
    size: 9,
  });
  pdf.fillColor(BLACK);
  const signed = { x: A4.width / 2, width: A4.width / 2 - A4.margin - INDENT, size: 12 } as const;
  line(pdf, letter.fromName, { ...signed, y: y + 24, align: 'right' });
  line(pdf, '（盖章）', { ...signed, y: y + 50, align: 'right' });
  line(pdf, chineseDay(letter.issuedOn), { ...signed, y: y + 76, align: 'right' });
}

function receipt(pdf: Pdf, letter: PrintedLetter): void {
  title(pdf, '党员组织关系介绍信回执', letter.number, RECEIPT);
  lines(
    pdf,
    [
      `${letter.fromName}：`,
      `　　${letter.name}同志的组织关系已转到我处，特此回执。`,
      '接收党组织（盖章）：',
      '经办人：　　　　　　　　　　　　联系电话：',
      '　　　　年　　月　　日',
    ],
    RECEIPT + 52,
  );
}

/** Draws a letter of transfer (介绍信) on one page: to be cut in three. */
@Injectable()
export class TransferLetterPdf {
  constructor(private readonly press: PdfPress) {}

  draw(letter: PrintedLetter): Promise<Buffer> {
    return this.press.draw(`党员组织关系介绍信 ${letter.number}`, (pdf) => {
      stub(pdf, letter);
      cut(pdf, LETTER - 16);
      letterPart(pdf, letter);
      cut(pdf, RECEIPT - 16);
      receipt(pdf, letter);
    });
  }
}
