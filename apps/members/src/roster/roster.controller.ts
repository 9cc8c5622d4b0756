import { Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { CallerLanguage, Fails, type Language } from '#libs/http';
import { RosterImportQuery, RosterReportDto } from './dto/roster.dto.js';
import { UploadedRoster } from './roster-upload.js';
import { toReportDto } from './roster.mapper.js';
import { RosterService } from './roster.service.js';

/** Rosters (花名册) as a mine keeps them. */
@Controller('v1/roster-imports')
export class RosterController {
  constructor(private readonly roster: RosterService) {}

  /**
   * Imports a roster of members from xlsx or csv: a dry run first, then all or none.
   *
   * Columns: 姓名, 公民身份号码, 所在组织编码 (of a branch or a group), 党员类别, 入党日期; and if there, 工号, 性别, 民族,
   * 出生日期, 学历, 手机号, 转正日期, 状态. Dates as people write them; codes or names of GB/T 2261.1, 3304, 4658; numbers
   * checked by GB 11643. Every bad row is listed by its number in the sheet; 422 `members.roster_invalid` lists them when
   * it was not a dry run, and nothing is written.
   */
  @Post()
  @HttpCode(200)
  @RequirePermission('roster.import')
  @Fails(
    'members.roster_missing',
    'members.roster_unreadable',
    'members.roster_too_large',
    'members.roster_header_missing',
    'members.roster_invalid',
  )
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  async import(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RosterImportQuery,
    @UploadedRoster() file: Buffer,
    @CallerLanguage() language: Language,
  ): Promise<RosterReportDto> {
    const report = await this.roster.import(principal, file, query.dryRun === 'true');
    return toReportDto(report, language);
  }
}
