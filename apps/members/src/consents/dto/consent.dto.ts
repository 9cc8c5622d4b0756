import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { type ConsentField, consentFields } from '../consent-fields.js';

export class ConsentsRequest {
  /**
   * All that fellow members may see; what is not named is taken back.
   * @example ["phone"]
   */
  @IsArray()
  @ArrayMaxSize(consentFields.length)
  @ArrayUnique()
  @IsIn(consentFields, { each: true })
  fields!: ConsentField[];
}

export class ConsentDto {
  /** @example phone */
  field!: ConsentField;
  /** Since when fellow members of the branch are shown it; null when they are not. */
  givenAt!: Date | null;
}

export class ConsentsDto {
  /** Every field that can be agreed to. */
  consents!: ConsentDto[];
}
