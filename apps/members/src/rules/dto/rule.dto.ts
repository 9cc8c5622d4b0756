import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { IsDay, ListQuery, MayBeLeftOut, IsOneLine } from '#libs/http';
import { type RuleCode, ruleCodes, type RuleUnit } from '../rules.js';

export class SetRuleRequest {
  /** @example branch_members_most */
  @IsIn(ruleCodes)
  code!: RuleCode;

  /** @example 60 */
  @IsInt()
  @Min(1)
  @Max(10_000)
  value!: number;

  /**
   * The first day on which it is in force; until then the value before it is.
   * @example 2027-01-01
   */
  @IsDay()
  validFrom!: string;

  /**
   * The document that decided it.
   * @example 五党发〔2026〕12号
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  decision?: string;
}

export class RuleDto {
  /** @example branch_members_most */
  code!: RuleCode;
  /** @example 50 */
  value!: number;
  /** @example people */
  unit!: RuleUnit;
  /** What it says, in your language. @example 党支部党员人数一般上限 */
  title!: string;
  /** Where it is written, in your language. @example 《中国共产党支部工作条例（试行）》第4条 */
  source!: string;
  /** The first day on which it is in force. @example 1949-10-01 */
  validFrom!: string;
  /** The document that decided it; null for what comes with the suite. @example 五党发〔2026〕12号 */
  decision!: string | null;
}

export class RulesQuery extends ListQuery {
  /**
   * Those in force on this day; today if left out.
   * @example 2026-07-01
   */
  @MayBeLeftOut()
  @IsDay()
  on?: string;
}

export class RulePageDto {
  data!: RuleDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
