import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Scope, scopes } from '#libs/contracts';
import { MayBeLeftOut } from '#libs/http';
import { AccountRoleRequest, GrantDto } from '../../accounts/dto/account.dto.js';
import { SECRET_DAYS, SECRET_DAYS_MOST } from '../client-secrets.js';

const NAME = /^[\p{L}\p{N}._@-]{2,64}$/u;

export class MakeSecretRequest {
  /** Days for which the secret is good. @example 90 */
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(SECRET_DAYS_MOST)
  expiresInDays: number = SECRET_DAYS;
}

export class CreateClientRequest extends MakeSecretRequest {
  /**
   * Letters, digits and `. _ - @`; among clients and accounts there is one of a name.
   * @example payroll
   */
  @IsString()
  @Matches(NAME)
  name!: string;

  /**
   * What its tokens may be used for, of what its roles permit: everything but to administer accounts. `members.manage`
   * covers `transfers.handle`; to handle transfers `members.read` is needed too.
   * @example ["scores.read"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(scopes.length)
  @ArrayUnique()
  @IsIn(scopes, { each: true })
  scopes!: Scope[];

  /** Where it holds which roles. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AccountRoleRequest)
  roles!: AccountRoleRequest[];
}

export class ChangeClientRequest {
  /** @example payroll */
  @MayBeLeftOut()
  @IsString()
  @Matches(NAME)
  name?: string;

  /**
   * What its tokens may be used for; those that are out are dead.
   * @example ["scores.read"]
   */
  @MayBeLeftOut()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(scopes.length)
  @ArrayUnique()
  @IsIn(scopes, { each: true })
  scopes?: Scope[];
}

export class ClientSecretDto {
  id!: string;
  /** Its last four characters. @example Zr1u */
  hint!: string;
  createdAt!: Date;
  expiresAt!: Date;
  /** When a token was last asked for by it. */
  lastUsedAt!: Date | null;
}

export class MadeSecretDto {
  id!: string;
  /** @example Zr1u */
  hint!: string;
  expiresAt!: Date;
  /**
   * Only in this answer: nobody can read it again.
   * @example "wutai_Vb3J0l6kq2mX9Zr1uTnC5wYsE8oHdGf4aPiLxRyQeMA"
   */
  secret?: string;
}

export class CreatedClientDto {
  /** The `client_id`; in the lists of accounts and in grants, the account. */
  id!: string;
  /** @example payroll */
  name!: string;
  /**
   * The `client_secret`. Only in this answer: nobody can read it again.
   * @example "wutai_Vb3J0l6kq2mX9Zr1uTnC5wYsE8oHdGf4aPiLxRyQeMA"
   */
  secret?: string;
  /** When the secret is no longer good. */
  expiresAt!: Date;
}

export class ClientDto {
  /** The `client_id`; in the lists of accounts and in grants, the account. */
  id!: string;
  /** @example payroll */
  name!: string;
  /** What its tokens may be used for, of what its roles permit. @example ["scores.read"] */
  scopes!: Scope[];
  disabled!: boolean;
  /** The roles given to it within what you administer. */
  grants!: GrantDto[];
  /** Those that are good now, oldest first. */
  secrets!: ClientSecretDto[];
  /** @example 1 */
  version!: number;
}

export class ClientPageDto {
  data!: ClientDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}

export class ClientUsageDto {
  /** In Shanghai. @example 2026-11-27 */
  day!: string;
  /** Tokens that it was given. @example 96 */
  tokens!: number;
  /** Times it was refused one: by a wrong or old secret, or for a scope that it has not. @example 0 */
  refused!: number;
}

export class ClientUsagePageDto {
  data!: ClientUsageDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
