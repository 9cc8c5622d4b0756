import { Type } from 'class-transformer';
import { IsObject, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { IsDay, MayBeLeftOut, IsOneLine } from '#libs/http';

/** An organization that is not in the suite. */
export class OutsideOrganizationRequest {
  /** @example 太原市某街道党工委 */
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  name!: string;

  /**
   * How it is reached; kept sealed.
   * @example 0351-1234567
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  contact?: string;
}

/** Where one wants to go: into the suite's tree, or out of it. */
export class RequestOwnTransferRequest {
  /** The branch or group that is to take the member in; left out for one outside. */
  @MayBeLeftOut()
  @IsUUID()
  toOrganizationId?: string;

  /** The organization outside that is to take the member in. */
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => OutsideOrganizationRequest)
  toOutside?: OutsideOrganizationRequest;

  /**
   * The day on which it was asked for: not in the future.
   * @example 2026-09-01
   */
  @IsDay()
  requestedOn!: string;

  /** @example 调入机电队工作 */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  reason!: string;
}

export class RequestTransferRequest extends RequestOwnTransferRequest {
  @IsUUID()
  personId!: string;
}

/** A member who comes with a letter of an organization that is not in the suite. */
export class EnterTransferRequest {
  /** Somebody who was transferred out of the suite before, and of whom you may see the record. */
  @IsUUID()
  personId!: string;

  /** The branch or group that is to take the member in. */
  @IsUUID()
  toOrganizationId!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => OutsideOrganizationRequest)
  fromOutside!: OutsideOrganizationRequest;

  /**
   * As the letter says.
   * @example 并街组介〔2026〕31号
   */
  @IsString()
  @Length(1, 60)
  @IsOneLine()
  letterNumber!: string;

  /**
   * The day of the letter: from it the time counts for which it is good.
   * @example 2026-09-03
   */
  @IsDay()
  letterIssuedOn!: string;
}

class TransferDayRequest {
  /**
   * The day as of which it is done: not in the future, and not before that of the step before.
   * @example 2026-09-03
   */
  @IsDay()
  doneOn!: string;
}

export class TransferStepRequest extends TransferDayRequest {
  /**
   * Why, or by which document.
   * @example 五台矿党委会议纪要〔2026〕8号
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  reason?: string;
}

/** A step that stops the transfer says why, to everybody who sees it. */
export class StopTransferRequest extends TransferDayRequest {
  /** @example 工作调动取消 */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  reason!: string;
}
