import { Controller, Get, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails, ListQuery } from '#libs/http';
import { LookPageDto } from './dto/look.dto.js';
import { MeDto } from './dto/me.dto.js';
import { MeService } from './me.service.js';

/** What is the caller's own. */
@Controller('v1/me')
export class MeController {
  constructor(private readonly me: MeService) {}

  /** Shows who you are: account, own record, memberships, offices, and the roles that count today. */
  @Get()
  @Authenticated({ evenBeforePasswordChange: true })
  @Fails('accounts.not_found')
  get(@CurrentPrincipal() principal: Principal): Promise<MeDto> {
    return this.me.get(principal);
  }

  /**
   * Lists who looked at your record, newest first.
   *
   * Your own looks are not kept. An account that is no person's has an empty list.
   */
  @Get('looks')
  @Authenticated()
  looks(@CurrentPrincipal() principal: Principal, @Query() query: ListQuery): Promise<LookPageDto> {
    return this.me.looks(principal, query);
  }
}
