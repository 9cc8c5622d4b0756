import { Body, Controller, Headers, HttpCode } from '@nestjs/common';
import { Public } from '#libs/auth';
import { Fails, Post, TakesForm } from '#libs/http';
import { ClientTokensService } from './client-tokens.service.js';
import { ClientTokenDto, TokenRequest } from './dto/token.dto.js';

/** Logging in of programs. */
@Controller('v1/auth')
export class ClientTokensController {
  constructor(private readonly tokens: ClientTokensService) {}

  /**
   * Gives a program a token for its secret, by OAuth's client credentials (RFC 6749, section 4.4).
   *
   * As a form or as JSON; id and secret in the body or by `Authorization: Basic`, never both. 401 `auth.client_invalid`,
   * the same for an unknown id as for a secret that is wrong, revoked or expired; 400 `auth.scope_invalid` when the client
   * may not have what `scope` asks for. In a problem of these two, `error` is the word that OAuth libraries look for.
   */
  @Post('token')
  @HttpCode(200)
  @Public()
  @TakesForm()
  @Fails('auth.client_invalid', 'auth.scope_invalid')
  issue(
    @Headers('authorization') authorization: string | undefined,
    @Body() body: TokenRequest,
  ): Promise<ClientTokenDto> {
    return this.tokens.issue(authorization, body);
  }
}
