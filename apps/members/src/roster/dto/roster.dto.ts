import { IsIn } from 'class-validator';
import type { RosterField } from '../roster-columns.policy.js';
import { MayBeLeftOut } from '#libs/http';

export class RosterImportQuery {
  /** `true`, the default, says what would happen and writes nothing; `false` applies the roster, all or none. */
  @MayBeLeftOut()
  @IsIn(['true', 'false'])
  dryRun: 'true' | 'false' = 'true';
}

export class RosterIssueDto {
  /** The row's number in the sheet. @example 17 */
  row!: number;
  /** @example citizenNumber */
  field!: RosterField;
  /** The column's header. @example 公民身份号码 */
  header!: string;
  /** @example check_character */
  code!: string;
  /** In the language asked for. @example 校验码不正确 */
  message!: string;
}

export class RosterOrganizationCountDto {
  organizationId!: string;
  /** @example ZB-ZC-01 */
  code!: string;
  /** @example 综采一队党支部 */
  name!: string;
  /** Members that the roster puts there. @example 31 */
  members!: number;
}

export class RosterReportDto {
  dryRun!: boolean;
  /** True when the members were written. */
  applied!: boolean;
  /** Rows that say something, below the header. @example 612 */
  rows!: number;
  /** Members written; 0 in a dry run. @example 612 */
  created!: number;
  /** How many errors there are, also when not all are listed. @example 0 */
  errorCount!: number;
  /** What is wrong, by row: the first 5,000. With a single one nothing is written. */
  errors!: RosterIssueDto[];
  /** How many warnings there are. @example 2 */
  warningCount!: number;
  /** What looks odd and is taken as it is, by row: the first 5,000. */
  warnings!: RosterIssueDto[];
  /**
   * Headers that mean nothing here; their columns were left aside.
   * @example ["备注"]
   */
  ignoredColumns!: string[];
  /** Where the sound rows go. */
  organizationCounts!: RosterOrganizationCountDto[];
}
