import { Controller, Get, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Post } from '#libs/http';
import { CodesService } from './codes.service.js';
import { CodeDto } from './dto/code.dto.js';
import { AnswersFile } from './file-answer.js';

/** The codes of members. */
@ApiTags('Codes')
@Controller('v1/members/:personId')
export class MemberCodesController {
  constructor(private readonly codes: CodesService) {}

  /**
   * Shows a member's code, which is made the first time that somebody asks.
   *
   * It stays the same until it is reissued. To show it is no look at the member: a scan of it is.
   */
  @Get('code')
  @RequirePermission('members.read')
  @Fails('members.not_found')
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<CodeDto> {
    return this.codes.member(principal, personId);
  }

  /** Draws a member's code as a QR code, as SVG. */
  @Get('code.svg')
  @RequirePermission('members.read')
  @AnswersFile('image/svg+xml')
  @Fails('members.not_found')
  async svg(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<string> {
    return this.codes.svg(await this.codes.member(principal, personId));
  }

  /** Draws a member's code as a QR code, as PNG. */
  @Get('code.png')
  @RequirePermission('members.read')
  @AnswersFile('image/png')
  @Fails('members.not_found')
  async png(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<Buffer> {
    return this.codes.png(await this.codes.member(principal, personId));
  }

  /**
   * Gives a member another code.
   *
   * The one that is printed is void at once: what was lost or copied opens nothing any more.
   */
  @Post('code/reissue')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails('members.not_found')
  reissue(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<CodeDto> {
    return this.codes.reissueMember(principal, personId);
  }
}
