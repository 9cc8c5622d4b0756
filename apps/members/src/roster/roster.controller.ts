import { Controller, Get, Header, HttpCode, Query } from '@nestjs/common';
import { ApiAcceptedResponse } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
  CallerLanguage,
  Fails,
  IdParam,
  type Language,
  Location,
  Post,
  RelatedTo,
  RequiresIdempotencyKey,
} from '#libs/http';
import { AnswersFile } from '../codes/file-answer.js';
import type { SentFile } from '../uploads/sent-file.js';
import { TakesFile } from '../uploads/upload.js';
import { RosterImportDto } from './dto/roster-import.dto.js';
import { RosterImportQuery } from './dto/roster.dto.js';
import { RosterImportService } from './roster-import.service.js';
import { RosterTemplates } from './roster-template.js';
import { UploadedRoster } from './roster-upload.js';

/** Rosters (花名册) as a mine keeps them. */
@Controller('v1/roster-imports')
export class RosterController {
  constructor(
    private readonly imports: RosterImportService,
    private readonly templates: RosterTemplates,
  ) {}

  /**
   * Imports a roster of members from xlsx or csv: a dry run first, then all or none.
   *
   * Answers at once; `Location` says where to watch and to cancel it, and `GET /v1/roster-imports/{id}` shows the report.
   * Columns: 姓名, 公民身份号码, 所在组织编码 (of a branch or a group), 党员类别, 入党日期; and if there, 工号, 性别, 民族,
   * 出生日期, 学历, 手机号, 转正日期, 状态. Dates as people write them; codes or names of GB/T 2261.1, 3304, 4658; numbers
   * checked by GB 11643. Every bad row is listed by its number in the sheet; with a single one an import that is no dry run
   * fails with `members.roster_invalid`, and nothing is written.
   *
   * With `mode=update` a row whose person is there (by citizen number, else by employee number and name) brings the record
   * up to date where its cells say something else; empty cells say nothing. Organization, category, standing and days of
   * the membership are never changed by a file: what differs is listed in `decisions`. The file is kept, sealed, until the work is done.
   * 429 `request.rate_limited` while two files of yours are on their way, 503 `server.overloaded` while too many are.
   */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RosterImportDto })
  @RequirePermission('roster.import')
  @RequiresIdempotencyKey({ unless: ({ dryRun = 'true' }) => dryRun === 'true' })
  @Location('/v1/operations/members-{id}')
  @RelatedTo('/v1/roster-imports/{id}')
  @Fails('members.roster_missing', 'members.roster_too_large')
  @TakesFile()
  import(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RosterImportQuery,
    @UploadedRoster() file: SentFile,
    @CallerLanguage() language: Language,
  ): Promise<RosterImportDto> {
    const { dryRun, mode } = query;
    return this.imports.start(principal, file, { dryRun: dryRun === 'true', mode }, language);
  }

  /** Gives the roster as an empty form, as xlsx: headers, lists to choose from, explanations, and an example that is passed by. */
  @Get('template.xlsx')
  @RequirePermission('roster.import')
  @AnswersFile('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @Header('content-disposition', 'attachment; filename="roster-template.xlsx"')
  templateXlsx(): Promise<Buffer> {
    return this.templates.xlsx();
  }

  /** Gives the roster as an empty form, as csv: headers, and an example that is passed by. */
  @Get('template.csv')
  @RequirePermission('roster.import')
  @AnswersFile('text/csv')
  @Header('content-disposition', 'attachment; filename="roster-template.csv"')
  templateCsv(): Buffer {
    return this.templates.csv();
  }

  /** Shows an import of the caller's own: how far it is, and what it found, with every bad row. */
  @Get(':id')
  @Fails('members.roster_import_not_found')
  @RequirePermission('roster.import')
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @CallerLanguage() language: Language,
  ): Promise<RosterImportDto> {
    return this.imports.one(principal, id, language);
  }
}
