import { ApiProperty } from '@nestjs/swagger';

export type OperationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** The id says which service works on it. */
export const operationIdPattern =
  '^[a-z]+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

export class OperationProgressDto {
  /** Never goes back, also when the work is taken up by another worker, or resumed. */
  done!: number;
  /** Null while nobody knows yet. */
  total!: number | null;
  /**
   * What is being done, in the words of its kind.
   * @example member
   */
  phase!: string;
}

export class OperationProblemErrorDto {
  /** @example /rows/17/公民身份号码 */
  pointer!: string;
  /** @example check_character */
  code!: string;
  /**
   * In the language asked for.
   * @example 校验码不符
   */
  message!: string;
}

/** Why it failed: what the answer would have said, had the caller waited for it. */
export class OperationProblemDto {
  /** @example members.roster_invalid */
  code!: string;
  /**
   * In the language asked for.
   * @example 花名册有误，未导入任何内容
   */
  title!: string;
  /** What is wrong where: where an operation is watched, the first 100. */
  errors!: OperationProblemErrorDto[];
}

/** Work that goes on after its request was answered. */
export class OperationDto {
  /** @example assessment-019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70 */
  @ApiProperty({ pattern: operationIdPattern })
  id!: string;

  /** @example assessment.run */
  kind!: string;

  status!: OperationStatus;
  progress!: OperationProgressDto;

  /**
   * What came of it, once it has succeeded.
   * @example /v1/runs/019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70
   */
  @ApiProperty({ format: 'uri-reference' })
  result!: string | null;

  /** Null unless it failed. */
  problem!: OperationProblemDto | null;

  createdAt!: string;
  startedAt!: string | null;
  endedAt!: string | null;
}
