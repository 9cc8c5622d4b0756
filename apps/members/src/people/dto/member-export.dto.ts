import { IsIn, IsUUID } from 'class-validator';
import {
  memberStandings,
  type MemberStanding,
  membershipKinds,
  type MembershipKind,
} from '#libs/contracts';
import { MayBeLeftOut } from '#libs/http';

export class MemberExportQuery {
  /** Members of this organization and of all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /** 在册, 流动, 长病. */
  @MayBeLeftOut()
  @IsIn(memberStandings)
  standing?: MemberStanding;

  /** 预备党员, 正式党员. */
  @MayBeLeftOut()
  @IsIn(membershipKinds)
  memberKind?: MembershipKind;
}
