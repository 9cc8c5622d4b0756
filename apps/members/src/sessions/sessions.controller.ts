import { Body, Controller, Get, Header, HttpCode } from '@nestjs/common';
import { Public } from '#libs/auth';
import { Fails, Post } from '#libs/http';
import { type Client, CurrentClient } from './client.js';
import { JsonWebKeySetDto, LoginRequest, RefreshRequest, TokensDto } from './dto/session.dto.js';
import { LogInService } from './log-in.service.js';
import { SessionsService } from './sessions.service.js';
import { SigningKeys } from './signing-keys.js';

/** Logging in and out. */
@Controller()
export class SessionsController {
  constructor(
    private readonly logIns: LogInService,
    private readonly sessions: SessionsService,
    private readonly keys: SigningKeys,
  ) {}

  /**
   * Logs in.
   *
   * 401 `auth.credentials_invalid`, the same for a wrong password as for an unknown user; 429 `auth.slow_down` with
   * `Retry-After` after five failures in a row, for a minute at most.
   */
  @Post('v1/auth/login')
  @HttpCode(200)
  @Public()
  @Fails('auth.credentials_invalid', 'auth.slow_down')
  login(@Body() body: LoginRequest, @CurrentClient() client: Client): Promise<TokensDto> {
    return this.logIns.logIn(body, client);
  }

  /**
   * Exchanges a refresh token for new tokens.
   *
   * Each is good for one use; a second use ends the session (401), its access token with it.
   */
  @Post('v1/auth/refresh')
  @HttpCode(200)
  @Public()
  @Fails('auth.refresh_invalid')
  refresh(@Body() body: RefreshRequest): Promise<TokensDto> {
    return this.sessions.refresh(body.refreshToken);
  }

  /**
   * Ends the session of a refresh token.
   *
   * Its access token is dead within seconds, in every service; other sessions of the account go on as they are.
   */
  @Post('v1/auth/logout')
  @HttpCode(204)
  @Public()
  logout(@Body() body: RefreshRequest): Promise<void> {
    return this.sessions.logOut(body.refreshToken);
  }

  /** Lists the public keys by which access tokens are verified. */
  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @Public()
  async jwks(): Promise<JsonWebKeySetDto> {
    return (await this.keys.jwks()) as JsonWebKeySetDto;
  }
}
