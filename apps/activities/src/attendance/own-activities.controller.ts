import { Controller, Get, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails, ListQuery } from '#libs/http';
import { OwnActivityPageDto } from './dto/own-activity.dto.js';
import { RosterService } from './roster.service.js';

@Controller('v1/me/activities')
export class OwnActivitiesController {
  constructor(private readonly roster: RosterService) {}

  /**
   * Lists the caller's own activities
   *
   * What the caller attended, missed and made up, the newest first. 403 for an account that is no person's.
   */
  @Get()
  @Authenticated()
  @Fails('auth.forbidden')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() page: ListQuery,
  ): Promise<OwnActivityPageDto> {
    return this.roster.listOwn(principal, page);
  }
}
