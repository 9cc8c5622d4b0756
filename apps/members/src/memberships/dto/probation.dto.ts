import { IsUUID } from 'class-validator';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';

export class ProbationsQuery extends ListQuery {
  /** Those of this organization and of all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /**
   * Only those that end on this day or before.
   * @example 2026-12-31
   */
  @MayBeLeftOut()
  @IsDay()
  until?: string;
}

export class ProbationDto {
  personId!: string;
  /** @example 张伟 */
  name!: string;
  organizationId!: string;
  /** @example 综采一队第一党小组 */
  organizationName!: string;
  /** @example 2025-07-01 */
  admittedOn!: string;
  /** The day on which it ends: from then on the branch confirms, extends or cancels. @example 2026-07-01 */
  endsOn!: string;
  /** It was extended once, and cannot be again. @example false */
  extended!: boolean;
}

export class ProbationPageDto {
  data!: ProbationDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
