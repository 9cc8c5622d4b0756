import { Controller, Get } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails } from '#libs/http';
import { MeDto } from './dto/me.dto.js';
import { MeService } from './me.service.js';

/** What is the caller's own. */
@Controller('v1/me')
export class MeController {
  constructor(private readonly me: MeService) {}

  /** Shows who you are: account, own record, memberships, offices, and the roles that count today. */
  @Get()
  @Authenticated()
  @Fails('accounts.not_found')
  get(@CurrentPrincipal() principal: Principal): Promise<MeDto> {
    return this.me.get(principal);
  }
}
