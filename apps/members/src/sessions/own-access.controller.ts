import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails } from '#libs/http';
import { ChangePasswordRequest } from './dto/own-password.dto.js';
import { OwnPasswordService } from './own-password.service.js';

/** The caller's own password and sessions. */
@Controller('v1/me')
export class OwnAccessController {
  constructor(private readonly passwords: OwnPasswordService) {}

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
    @Body() body: ChangePasswordRequest,
  ): Promise<void> {
    return this.passwords.change(principal, body);
  }
}
