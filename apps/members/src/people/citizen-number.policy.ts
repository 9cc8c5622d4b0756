import { isDay } from '#libs/calendar';

/** GB 11643: six digits of a place, eight of the birth date, three of an order (odd: male), one check character. */
const FORM = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{2}(\d)[\dX]$/;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

export type CitizenNumberFault = 'form' | 'birth_date' | 'check_character';

export interface CitizenNumber {
  /** 18 characters, X in upper case. */
  readonly text: string;
  readonly bornOn: string;
  readonly sex: '1' | '2';
}

/** The last character that belongs to the first 17. */
export function checkCharacter(digits: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/** Reads a citizen number as people write it: spaces, full-width digits and a small x are forgiven. */
export function readCitizenNumber(
  written: string,
): { readonly number: CitizenNumber } | { readonly fault: CitizenNumberFault } {
  const text = written.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const [, year, month, day, order] = FORM.exec(text) ?? [];
  if (!year || !month || !day || !order) return { fault: 'form' };
  const bornOn = `${year}-${month}-${day}`;
  if (!isDay(bornOn) || Number(year) < 1850) return { fault: 'birth_date' };
  if (checkCharacter(text) !== text[17]) return { fault: 'check_character' };
  return { number: { text, bornOn, sex: Number(order) % 2 === 1 ? '1' : '2' } };
}
