import type { FieldError } from '#libs/contracts';
import type { Language } from './language.js';

/** What looks odd in a request, and was done all the same: people decide. */
export class WarningDto {
  /** A JSON pointer into the body. @example /bornOn */
  pointer!: string;
  /** @example born_on_differs */
  code!: string;
  /** In the language asked for. @example 出生日期与公民身份号码不一致 */
  message!: string;
}

export function toWarnings(found: readonly FieldError[], language: Language): WarningDto[] {
  return found.map(({ pointer, code, message }) => ({ pointer, code, message: message[language] }));
}
