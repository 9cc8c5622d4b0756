import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { ProblemBody } from './problem.filter.js';
import { WarningDto } from './warning.dto.js';

export const batchModes = ['atomic', 'partial'] as const;
export type BatchMode = (typeof batchModes)[number];

/** What every batch takes besides its items. */
export class BatchRequest {
  /**
   * `atomic`: all items or none. `partial`: those that are sound; the others are told what is wrong with them.
   * @example atomic
   */
  @IsIn(batchModes)
  mode!: BatchMode;
}

/** What came of one item. */
export class BatchItemDto {
  /** Its place in `items`, from 0. @example 0 */
  index!: number;

  /** As a request of its own would have been answered. @example 201 */
  status!: number;

  /** Of what was made. */
  id?: string;

  /** What looked odd in what was made; pointers begin with `/items/{index}`. */
  @ApiProperty({ type: [WarningDto], required: false })
  warnings?: WarningDto[];

  /** Why it was not made; pointers begin with `/items/{index}`. */
  @ApiProperty({ allOf: [{ $ref: '#/components/schemas/Problem' }], required: false })
  problem?: ProblemBody;
}

/** An answer per item, in the order of the items. */
export class BatchAnswerDto {
  /** How many items were made. @example 2 */
  made!: number;

  /** How many were not. @example 0 */
  refused!: number;

  @ApiProperty({
    example: [
      { index: 0, status: 201, id: '019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70' },
      { index: 1, status: 201, id: '019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f71' },
    ],
  })
  results!: BatchItemDto[];
}
