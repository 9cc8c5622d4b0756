import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export class DirectoryFeedQuery {
  /** `cursor` of the page before; empty for the snapshot from the beginning. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  after: string = '';

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5000)
  limit: number = 1000;
}
