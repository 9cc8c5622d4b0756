import { Controller, Get, Header, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Post } from '#libs/http';
import { CodeSheetsService } from './code-sheets.service.js';
import { CodesService } from './codes.service.js';
import { CodeDto } from './dto/code.dto.js';
import { AnswersFile } from './file-answer.js';

/** The codes of organizations, and the sheet on which a branch prints those of its members. */
@ApiTags('Codes')
@Controller('v1/organizations/:id')
export class OrganizationCodesController {
  constructor(
    private readonly codes: CodesService,
    private readonly sheets: CodeSheetsService,
  ) {}

  /**
   * Shows an organization's code, which is made the first time that somebody asks.
   *
   * It stays the same until it is reissued.
   */
  @Get('code')
  @RequirePermission('organizations.read')
  @Fails('organizations.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<CodeDto> {
    return this.codes.organization(principal, id);
  }

  /** Draws an organization's code as a QR code, as SVG. */
  @Get('code.svg')
  @RequirePermission('organizations.read')
  @AnswersFile('image/svg+xml')
  @Fails('organizations.not_found')
  async svg(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<string> {
    return this.codes.svg(await this.codes.organization(principal, id));
  }

  /** Draws an organization's code as a QR code, as PNG. */
  @Get('code.png')
  @RequirePermission('organizations.read')
  @AnswersFile('image/png')
  @Fails('organizations.not_found')
  async png(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<Buffer> {
    return this.codes.png(await this.codes.organization(principal, id));
  }

  /**
   * Gives an organization another code; the one that is printed is void at once.
   *
   * 409 `organizations.dissolved` when the organization is no more.
   */
  @Post('code/reissue')
  @HttpCode(200)
  @RequirePermission('organizations.manage')
  @Fails('organizations.not_found', 'organizations.dissolved')
  reissue(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<CodeDto> {
    return this.codes.reissueOrganization(principal, id);
  }

  /**
   * Prints the codes of an organization and of its members today on A4, as PDF.
   *
   * Each with name and employee number, those of all organizations below it too. 422 `codes.sheet_too_long` beyond 500
   * members: print the branches one by one.
   */
  @Get('code-sheet.pdf')
  @RequirePermission('members.read')
  @AnswersFile('application/pdf')
  @Header('content-disposition', 'inline; filename="code-sheet.pdf"')
  @Fails('organizations.not_found', 'codes.sheet_too_long')
  sheet(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<Buffer> {
    return this.sheets.print(principal, id);
  }
}
