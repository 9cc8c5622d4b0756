import { IsUUID } from 'class-validator';
import type { OrganizationType } from '#libs/contracts';
import { IsMonth, MayBeLeftOut } from '#libs/http';
import { BilingualTextDto } from '../../schemes/dto/bilingual.dto.js';

export class CheckMonthRequest {
  /**
   * The month to look through, in Asia/Shanghai.
   * @example 2026-10
   */
  @IsMonth()
  month!: string;

  /** Look at this organization and all below. Default: where the caller manages runs. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;
}

export type FindingCode = 'branch_without_record' | 'duty_unmet';

export class MissingFindingDto {
  /** `branch_without_record`: nothing at all is filed; `duty_unmet`: less is filed than the scheme asks for. */
  code!: FindingCode;
  organizationId!: string;
  /** @example "综采一队党支部" */
  organizationName!: string;
  organizationType!: OrganizationType;

  /**
   * What is missing; null where nothing at all is there.
   * @example held.theme_day
   */
  metric!: string | null;

  /** How often it is asked for in its period; null where nothing at all is there. */
  expected!: number | null;

  /** How often it is filed. */
  found!: number;

  message!: BilingualTextDto;

  /**
   * The article that asks for it; null where there is none.
   * @example "《中国共产党支部工作条例（试行）》第十六条"
   */
  article!: string | null;
}

export class MonthCheckDto {
  /** @example 2026-10 */
  month!: string;
  organizationId!: string;

  /** Always false: a gap is a warning, and people decide whether to score. */
  blocking!: boolean;

  /** How many findings there are; at most 1000 are told. */
  total!: number;

  /** By place in the organization tree. */
  findings!: MissingFindingDto[];
}
