import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { IsMonth, ListQuery, MayBeLeftOut } from '#libs/http';
import { operationIdPattern } from '#libs/operations';
import { BilingualTextDto } from '../../schemes/dto/bilingual.dto.js';
import { type RunStatus, runStatuses } from '../run-status.js';

export type RunPhase = 'queued' | 'member' | 'group' | 'branch' | 'sealing' | 'done';

export class StartRunRequest {
  /**
   * The month to score, in Asia/Shanghai. It must be over.
   * @example 2026-10
   */
  @IsMonth()
  month!: string;

  /** Score this organization and all below. Default: where the caller manages runs. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;
}

export class RunsQuery extends ListQuery {
  /**
   * Runs of this month only.
   * @example 2026-10
   */
  @MayBeLeftOut()
  @IsMonth()
  month?: string;

  /** Runs in this state only. */
  @MayBeLeftOut()
  @IsIn(runStatuses)
  status?: RunStatus;
}

export class RunProgressDto {
  /**
   * Subjects scored so far: members, groups and branches. Never goes back.
   * @example 655
   */
  done!: number;
  /** @example 655 */
  total!: number;
  /** @example done */
  phase!: RunPhase;
}

export class RunCountsDto {
  /** @example 600 */
  members!: number;
  /** @example 40 */
  groups!: number;
  /** @example 15 */
  branches!: number;
  /**
   * How many of them are not scored; null while scoring.
   * @example 12
   */
  notScored!: number | null;
}

export class RunDto {
  id!: string;

  /** @example 2026-10 */
  month!: string;

  /** The organization that is scored, with all below. */
  organizationId!: string;
  organizationName!: string | null;

  /**
   * Where to watch it: `GET /v1/operations/{operationId}`, and `/events` there.
   * @example assessment-019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70
   */
  @ApiProperty({ pattern: operationIdPattern })
  operationId!: string;

  /** @example draft */
  status!: RunStatus;
  progress!: RunProgressDto;
  counts!: RunCountsDto;

  /**
   * Over what the run is made of: month, schemes, roster, and what was recorded up to `asOf` as far as the schemes read
   * it. The same inputs give the same result. Null while scoring, and for runs made before it was kept.
   * @example "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
   */
  inputHash!: string | null;

  /**
   * A hash over all scores and their lines: the same inputs give the same. Null while scoring.
   * @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  resultHash!: string | null;

  /**
   * What was recorded up to here counts.
   * @example 2026-11-05T01:00:00.000Z
   */
  asOf!: string;

  /** That it failed; the service's log says why. Null unless it did. */
  failure!: BilingualTextDto | null;

  /** The published run that corrects this one. */
  supersededBy!: string | null;

  /** @example 2026-11-05T01:00:00.000Z */
  createdAt!: string;
  /** @example 2026-11-05T01:00:01.000Z */
  startedAt!: string | null;
  /** @example 2026-11-05T01:00:04.000Z */
  scoredAt!: string | null;
  /**
   * When it was scored, or failed, or was cancelled.
   * @example 2026-11-05T01:00:04.000Z
   */
  endedAt!: string | null;
  publishedAt!: string | null;
}

export class RunPageDto {
  data!: RunDto[];
  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
