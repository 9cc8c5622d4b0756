import { IsIn } from 'class-validator';
import { type RosterMode, rosterModes } from '../roster-mode.js';
import type { RosterField } from '../roster-columns.policy.js';
import { MayBeLeftOut } from '#libs/http';

export class RosterImportQuery {
  /** `true`, the default, says what would happen and writes nothing; `false` applies the roster, all or none. */
  @MayBeLeftOut()
  @IsIn(['true', 'false'])
  dryRun: 'true' | 'false' = 'true';

  /** `create`, the default: who is there already is an error. `update`: their records take over what the rows say. */
  @MayBeLeftOut()
  @IsIn(rosterModes)
  mode: RosterMode = 'create';
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
  /** Members whom the roster puts there. @example 31 */
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
  /** Records that were brought up to date; 0 in a dry run. @example 0 */
  updated!: number;
  /** People whom the sound rows add, also of a dry run. @example 612 */
  toCreate!: number;
  /** People whose records the sound rows change, also of a dry run. @example 0 */
  toUpdate!: number;
  /** People of whom the sound rows say what their records say. @example 0 */
  unchanged!: number;
  /** How many decisions are needed. @example 0 */
  decisionCount!: number;
  /** Where a row says otherwise than the record and people have to decide, by row: the first 5,000. Nothing of it is written. */
  decisions!: RosterIssueDto[];
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
  /** Where the people go whom the sound rows add. */
  organizationCounts!: RosterOrganizationCountDto[];
}
