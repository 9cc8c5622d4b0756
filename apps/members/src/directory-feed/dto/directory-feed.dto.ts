import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeLeftOut } from '#libs/http';

export class DirectoryFeedQuery {
  /** `cursor` of the page before; empty for the snapshot from the beginning. */
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  after: string = '';

  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5000)
  limit: number = 1000;
}
