import { ApiProperty } from '@nestjs/swagger';
import {
  operationIdPattern,
  OperationProblemDto,
  OperationProgressDto,
  type OperationStatus,
} from '#libs/operations';
import type { RosterMode } from '../roster-mode.js';
import { RosterReportDto } from './roster.dto.js';

export class RosterImportDto {
  id!: string;

  /**
   * Where to watch and to cancel it: `/v1/operations/{operationId}`.
   * @example members-019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70
   */
  @ApiProperty({ pattern: operationIdPattern })
  operationId!: string;

  status!: OperationStatus;
  dryRun!: boolean;
  /** @example create */
  mode!: RosterMode;

  /** In rows, once for each phase that a row goes through: `reading`, `checking`, and `writing` unless it is a dry run. */
  progress!: OperationProgressDto;

  /** What was found, and done unless it was a dry run; null before. */
  report!: RosterReportDto | null;

  /** Why it failed, with every bad row by its number in the sheet (the first 5,000); null unless it did. */
  problem!: OperationProblemDto | null;

  createdAt!: string;
  startedAt!: string | null;
  endedAt!: string | null;
}
