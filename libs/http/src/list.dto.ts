import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeLeftOut } from './validators.js';

/** What every list takes. */
export class ListQuery {
  /**
   * How many to answer at most.
   * @example 50
   */
  @MayBeLeftOut()
  @Type(() => Number)
  @ApiProperty({ type: 'integer', required: false })
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** `nextCursor` of the page before: opaque, and good only for the same filters and the same caller. */
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}
