import { IsIn, IsUUID } from 'class-validator';
import type { AttendanceStatus } from '#libs/contracts';
import { IsMonth, ListQuery, MayBeLeftOut } from '#libs/http';
import { metricNames } from '../metrics.js';

export class FactsQuery extends ListQuery {
  /**
   * The month of the facts, in Asia/Shanghai.
   * @example 2026-10
   */
  @IsMonth()
  month!: string;

  /** Facts of this person or organization only. */
  @MayBeLeftOut()
  @IsUUID()
  subjectId?: string;

  /** Facts that happened in this organization or below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /**
   * Facts of this metric only.
   * @example attendance.theme_day
   */
  @MayBeLeftOut()
  @IsIn(metricNames)
  metric?: string;
}

export class FactDto {
  /** @example 2026-10 */
  month!: string;

  /** The person or the organization that the fact is about. */
  subjectId!: string;

  subjectKind!: 'person' | 'organization';

  /** Where it happened. */
  organizationId!: string;

  /** @example attendance.theme_day */
  metric!: string;

  /** How often it was asked for; 0 where somebody was exempt, and where nothing is asked. */
  due!: number;

  /** How often it was done. */
  done!: number;

  /**
   * The attendance behind the numbers; null for facts that are no attendance.
   * @example present
   */
  status!: AttendanceStatus | null;

  /** The activity that it comes from. */
  sourceId!: string;

  /** 0 as filed; higher when it was settled anew. */
  revision!: number;

  /**
   * The day on which it happened; not the day on which it was entered.
   * @example 2026-10-15
   */
  effectiveOn!: string;

  /** @example 2026-10-16T08:00:00.000Z */
  recordedAt!: string;
}

export class FactPageDto {
  data!: FactDto[];
  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
