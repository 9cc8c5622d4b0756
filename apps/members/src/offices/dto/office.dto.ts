import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { officeTitles, type OfficeTitle, type Role } from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';

export class AppointRequest {
  @IsUUID()
  personId!: string;

  /**
   * 书记, 副书记, 组织委员, 宣传委员, 纪检委员; in a group 组长.
   * @example secretary
   */
  @IsIn(officeTitles)
  title!: OfficeTitle;

  /**
   * In the place of the holder, or until somebody is elected (代理, 主持工作): beside a holder, with the same role.
   * @example false
   */
  @MayBeLeftOut()
  @IsBoolean()
  acting: boolean = false;

  /** @example 2024-01-01 */
  @IsDay()
  startsOn!: string;

  /**
   * The first day on which it is no longer held.
   * @example 2027-01-01
   */
  @MayBeLeftOut()
  @IsDay()
  endsOn?: string;
}

export class EndOfficeRequest {
  /**
   * The first day on which it is no longer held.
   * @example 2026-07-01
   */
  @IsDay()
  endsOn!: string;
}

export class OfficeDto {
  id!: string;
  organizationId!: string;
  personId!: string;
  /** @example 张伟 */
  name!: string;
  /** @example secretary */
  title!: OfficeTitle;
  /** In the place of another, or until somebody is elected. @example false */
  acting!: boolean;
  /** What the holder's account may do by it there, and in all below. @example branch_secretary */
  role!: Role | null;
  /** @example 2024-01-01 */
  startsOn!: string;
  /** The first day on which it is no longer held; null while it is. */
  endsOn!: string | null;
}

export class OfficesQuery extends ListQuery {
  /**
   * Only those held on this day.
   * @example 2026-07-01
   */
  @MayBeLeftOut()
  @IsDay()
  heldOn?: string;
}

export class OfficePageDto {
  data!: OfficeDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
