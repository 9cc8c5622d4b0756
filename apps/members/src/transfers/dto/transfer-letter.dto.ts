import { IsString, Length } from 'class-validator';
import type { LetterStatus } from '../transfer.policy.js';

export class VerifyLetterRequest {
  /**
   * The code that is printed on the letter; capitals, spaces and hyphens do no harm.
   * @example 3r8v0kq2m9x7c4hd5wtb6nfpaj
   */
  @IsString()
  @Length(1, 200)
  code!: string;
}

export class VerifiedLetterDto {
  /** `used`: it was answered, by acceptance or rejection. @example valid */
  status!: LetterStatus;
  /** @example 2026-0012 */
  number!: string;
  /** @example 综采一队党支部 */
  fromName!: string;
  /** @example 太原市某街道党工委 */
  toName!: string;
  /** Of the member, masked. @example 张* */
  name!: string;
}
