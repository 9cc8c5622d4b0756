import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails } from '#libs/http';
import { CodesService } from './codes.service.js';
import { CodeDto } from './dto/code.dto.js';
import { AnswersFile } from './file-answer.js';

/** The caller's own code. */
@ApiTags('Codes')
@Controller('v1/me')
export class OwnCodesController {
  constructor(private readonly codes: CodesService) {}

  /**
   * Shows your own code, which is made the first time that somebody asks.
   *
   * 403 `auth.forbidden` for an account that is no person's, and for who was never a member of the Party.
   */
  @Get('code')
  @Authenticated()
  @Fails('auth.forbidden')
  get(@CurrentPrincipal() principal: Principal): Promise<CodeDto> {
    return this.codes.own(principal);
  }

  /** Draws your own code as a QR code, as SVG. */
  @Get('code.svg')
  @Authenticated()
  @AnswersFile('image/svg+xml')
  @Fails('auth.forbidden')
  async svg(@CurrentPrincipal() principal: Principal): Promise<string> {
    return this.codes.svg(await this.codes.own(principal));
  }

  /** Draws your own code as a QR code, as PNG. */
  @Get('code.png')
  @Authenticated()
  @AnswersFile('image/png')
  @Fails('auth.forbidden')
  async png(@CurrentPrincipal() principal: Principal): Promise<Buffer> {
    return this.codes.png(await this.codes.own(principal));
  }
}
