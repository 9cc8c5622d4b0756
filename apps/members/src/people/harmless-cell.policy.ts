/** What makes a cell a formula where a spreadsheet opens it; the wide signs, too, where it is set to Chinese. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** A text as a spreadsheet shows it and never works it out: an apostrophe in front says that it is text. */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A cell of a csv file (RFC 4180). */
export function csvCell(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What XML cannot say is left out. */
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A cell of a sheet, by its address: of the type text, which no spreadsheet works out. */
export function sheetCell(text: string, address: string): string {
  const safe = text.replace(UNSPEAKABLE, '').replace(/[&<>]/g, (one) => entities[one] ?? one);
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${safe}</t></is></c>`;
}
