import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { type Role, roles } from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';
import { PASSWORD_LEAST, PASSWORD_MOST } from '../password.policy.js';

export class AccountRoleRequest {
  /** @example branch_secretary */
  @IsIn(roles)
  role!: Role;

  /** Where the role is held; it counts there and in all below. */
  @IsUUID()
  organizationId!: string;
}

export class CreateAccountRequest {
  /** Whose account it is; null for a program's or an administrator's that is no person's. */
  @IsOptional()
  @IsUUID()
  personId: string | null = null;

  /**
   * Letters, digits and `. _ - @`; upper and lower case are the same name.
   * @example zhangwei
   */
  @IsString()
  @Matches(/^[\p{L}\p{N}._@-]{2,64}$/u)
  username!: string;

  /**
   * Of any characters; none that is commonly tried, nor with the user name, the employee number or the phone in it.
   * Without it the server makes one and answers it once.
   * @example "two-lamps-below-the-shaft"
   */
  @MayBeLeftOut()
  @IsString()
  @Length(PASSWORD_LEAST, PASSWORD_MOST)
  password?: string;

  /**
   * Whether it must be changed at the first log-in, which opens nothing else until then. One that the server makes must,
   * whatever is said here.
   * @example true
   */
  @MayBeLeftOut()
  @IsBoolean()
  mustChange?: boolean;

  /** Roles besides those that memberships and offices give. */
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AccountRoleRequest)
  roles?: AccountRoleRequest[];
}

export class CreatedAccountDto {
  id!: string;
  /** @example zhangwei */
  username!: string;
  /** Whether the password opens nothing but its own change. */
  passwordMustChange!: boolean;
  /**
   * Only when the server made the password, and only in this answer.
   * @example k7mp-3xva-9qdt-w2hb
   */
  initialPassword?: string;
}

export class PasswordResetDto {
  id!: string;
  /** @example zhangwei */
  username!: string;
  /**
   * Only in this answer; it must be changed at the next log-in.
   * @example k7mp-3xva-9qdt-w2hb
   */
  initialPassword!: string;
}

export class GrantRoleRequest extends AccountRoleRequest {
  /** The first day on which it counts; today when left out. */
  @MayBeLeftOut()
  @IsDay()
  startsOn?: string;

  /** The first day on which it no longer counts. */
  @MayBeLeftOut()
  @IsDay()
  endsOn?: string;
}

export class EndGrantRequest {
  /** The first day on which it no longer counts; today when left out. */
  @MayBeLeftOut()
  @IsDay()
  endsOn?: string;
}

export class GrantDto {
  id!: string;
  /** @example auditor */
  role!: Role;
  organizationId!: string;
  startsOn!: string;
  /** The first day on which it no longer counts; null while it lasts. */
  endsOn!: string | null;
}

export class AccountDto {
  id!: string;
  /** @example zhangwei */
  username!: string;
  personId!: string | null;
  /** The person's name. @example 张伟 */
  name!: string | null;
  disabled!: boolean;
  /** Whether the password opens nothing but its own change. */
  passwordMustChange!: boolean;
  /** What was granted within what you administer; memberships and offices give roles besides. */
  grants!: GrantDto[];
}

export class AccountsQuery extends ListQuery {
  /** Only this person's. */
  @MayBeLeftOut()
  @IsUUID()
  personId?: string;
}

export class AccountPageDto {
  data!: AccountDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
