import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam } from '#libs/http';
import { MemberPageDto, MembersQuery, PersonRecordDto } from './dto/member.dto.js';
import { PeopleService } from './people.service.js';

/** The members (党员) and their records. */
@Controller('v1/members')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  /** Lists today's members of the organizations you may see, in the order of the tree unless asked otherwise. */
  @Get()
  @RequirePermission('members.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MembersQuery,
  ): Promise<MemberPageDto> {
    return this.people.list(principal, query);
  }

  /** Shows one person's record, numbers masked. The look is logged, and the person sees it in `GET /v1/me/looks`. */
  @Get(':personId')
  @RequirePermission('members.read')
  @Fails('members.not_found')
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<PersonRecordDto> {
    return this.people.get(principal, personId);
  }
}
