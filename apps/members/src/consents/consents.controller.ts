import { Body, Controller, Get, HttpCode } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Post } from '#libs/http';
import { ConsentsService } from './consents.service.js';
import { ConsentsDto, ConsentsRequest } from './dto/consent.dto.js';

/** What fellow members may see of oneself. */
@Controller('v1/me/consents')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  /** Shows what you let the fellow members of your branch see when they scan your code. */
  @Get()
  @Authenticated()
  get(@CurrentPrincipal() principal: Principal): Promise<ConsentsDto> {
    return this.consents.own(principal);
  }

  /** Says what fellow members may see, all of it: nothing at first, and what is taken back is gone at once. */
  @Post()
  @HttpCode(204)
  @Authenticated()
  replace(@CurrentPrincipal() principal: Principal, @Body() body: ConsentsRequest): Promise<void> {
    return this.consents.replace(principal, body);
  }
}
