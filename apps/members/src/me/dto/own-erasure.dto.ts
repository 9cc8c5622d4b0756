import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { type ErasableField, erasableFields, type KeptPart } from '../erasure.policy.js';

export class OwnErasureRequest {
  /** @example ["phone","address","photo"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(erasableFields.length)
  @ArrayUnique()
  @IsIn(erasableFields, { each: true })
  fields!: ErasableField[];
}

export class KeptDto {
  /** @example record */
  part!: KeptPart;
  /** Why, in the language of the caller. @example 党员档案和党籍记录依党内法规保存 */
  reason!: string;
}

export class OwnErasureDto {
  /** What was there and is no more. @example ["phone"] */
  erased!: ErasableField[];
  /** What cannot be erased, and why. */
  kept!: KeptDto[];
}
