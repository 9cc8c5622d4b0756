import { IsString, Matches, MaxLength } from 'class-validator';

/** Why an activity is returned to who submitted it. */
export class ReturnActivityRequest {
  /** @example "会议记录未写明表决结果，请补充后重新提交" */
  @IsString()
  @Matches(/\S/)
  @MaxLength(1000)
  reason!: string;
}
