import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { z } from 'zod';
import { type ScoreLevel, scoreLevels } from '#libs/contracts';
import { IsMonth, ListQuery, MayBeLeftOut } from '#libs/http';
import { type Scheme, schemeShape } from '../scheme.js';
import { schemeExample } from '../scheme-example.js';
import { BilingualTextDto } from './bilingual.dto.js';

/** The one description of a definition, for the validator and for the document. */
const { $schema: _draft, ...shape } = z.toJSONSchema(schemeShape, { io: 'input' });
/** `required` of the shape names the fields within; that the field itself is there is `selfRequired`. */
const definitionSchema = { ...shape, selfRequired: true, example: schemeExample };

export class SchemesQuery extends ListQuery {
  /** Schemes of this level only. */
  @MayBeLeftOut()
  @IsIn(scoreLevels)
  level?: ScoreLevel;
}

export class SchemeOverrideRequest {
  /**
   * Why the scheme is used against the advice; kept with it.
   * @example 经上级党委书面批准，试行一个季度
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class NewSchemeRequest {
  /**
   * The first month scored by it.
   * @example 2026-11
   */
  @IsMonth()
  activeFrom!: string;

  /** Whom it is for: this organization and all below. Default: where the caller manages schemes. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /** Base, indicators, caps, vetoes and bands. All amounts in hundredths of a point. */
  @ApiProperty(definitionSchema as never)
  @IsObject()
  definition!: object;

  /** Needed where an indicator is refused as formalism (log-ins, streaks, likes, comments, shares, votes, time online). */
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => SchemeOverrideRequest)
  override?: SchemeOverrideRequest;
}

export class SchemeDto {
  id!: string;
  level!: ScoreLevel;

  /** Counts up within an organization and a level. */
  version!: number;

  title!: BilingualTextDto;

  /** Whom it is for; null: everybody whose organizations have none of their own. */
  organizationId!: string | null;

  /**
   * The first month scored by it.
   * @example 2026-11
   */
  activeFrom!: string;

  /** True when this version scores the current month where it is for. */
  active!: boolean;

  /** Why it is used although an indicator was refused; null where none was. */
  overrideReason!: string | null;

  /** @example 2026-10-16T08:00:00.000Z */
  createdAt!: string;

  /** Base, indicators, caps, vetoes and bands. All amounts in hundredths of a point. */
  @ApiProperty(definitionSchema as never)
  definition!: Scheme;
}

export class SchemePageDto {
  data!: SchemeDto[];
  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
