import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails, IdParam, ListQuery, Post } from '#libs/http';
import { type Client, CurrentClient } from './client.js';
import { ChangePasswordRequest } from './dto/own-password.dto.js';
import { EndedSessionsDto, OwnSessionPageDto } from './dto/own-session.dto.js';
import { OwnPasswordService } from './own-password.service.js';
import { OwnSessionsService } from './own-sessions.service.js';

/** The caller's own password and sessions. */
@Controller('v1/me')
export class OwnAccessController {
  constructor(
    private readonly passwords: OwnPasswordService,
    private readonly own: OwnSessionsService,
  ) {}

  /**
   * Changes your password.
   *
   * All other sessions end, and every access token that is out is dead within seconds, this one too: exchange the refresh
   * token of this session for new ones. Wrong ones are counted as at log-in: 429 `auth.slow_down` after five.
   */
  @Post('password')
  @HttpCode(204)
  @Authenticated({ evenBeforePasswordChange: true })
  @Fails('auth.password_wrong', 'auth.slow_down', 'accounts.password_weak')
  changePassword(
    @CurrentPrincipal() principal: Principal,
    @CurrentClient() client: Client,
    @Body() body: ChangePasswordRequest,
  ): Promise<void> {
    return this.passwords.change(principal, client.network, body);
  }

  /** Lists where you are logged in: your sessions that live, the last begun first. */
  @Get('sessions')
  @Authenticated()
  sessions(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListQuery,
  ): Promise<OwnSessionPageDto> {
    return this.own.page(principal, query);
  }

  /**
   * Ends one of your sessions.
   *
   * Its access token is dead within seconds, in every service; the other sessions go on as they are.
   */
  @Post('sessions/:id/end')
  @HttpCode(204)
  @Authenticated()
  @Fails('auth.session_not_found')
  endSession(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<void> {
    return this.own.end(principal, id);
  }

  /**
   * Ends all of your sessions but this one, and answers how many.
   *
   * Their access tokens are dead within seconds, in every service; this one goes on.
   */
  @Post('sessions/end-others')
  @HttpCode(200)
  @Authenticated()
  endOtherSessions(@CurrentPrincipal() principal: Principal): Promise<EndedSessionsDto> {
    return this.own.endOthers(principal);
  }
}
