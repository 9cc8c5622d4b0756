import { IsIn, IsUUID } from 'class-validator';
import type { OrganizationType } from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';
import type { RuleCode } from '../../rules/rules.js';
import { type AdvisoryCode, advisoryCodes } from '../advisories.js';

export class AdvisoriesQuery extends ListQuery {
  /** Those of this organization and of all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /** @example election_overdue */
  @MayBeLeftOut()
  @IsIn(advisoryCodes)
  code?: AdvisoryCode;

  /**
   * As things stood, or will stand, on this day; today if left out.
   * @example 2026-12-31
   */
  @MayBeLeftOut()
  @IsDay()
  on?: string;
}

export class AdvisoryDto {
  organizationId!: string;
  /** @example 综采一队党支部 */
  organizationName!: string;
  /** @example branch */
  organizationType!: OrganizationType;
  /** @example branch_too_large */
  code!: AdvisoryCode;
  /** In your language. @example 党支部有党员57名，一般不超过50名，可考虑分设党支部或设立党总支 */
  message!: string;
  /** What there is: people, or days where it is about a term. @example 57 */
  found!: number;
  /** What the rule says. @example 50 */
  expected!: number;
  /** The rule, as `/v1/rules` lists it. @example branch_members_most */
  rule!: RuleCode;
  /** Where the rule is written, in your language. @example 《中国共产党支部工作条例（试行）》第4条 */
  source!: string;
}

export class AdvisoryPageDto {
  data!: AdvisoryDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
