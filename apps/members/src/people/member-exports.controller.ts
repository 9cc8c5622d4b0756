import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails } from '#libs/http';
import { MemberExportQuery } from './dto/member-export.dto.js';
import { exportTypes } from './export-format.policy.js';
import { MemberExportsService } from './member-exports.service.js';

const END =
  '{"_end":true,"count":612,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}\n';

/** Members as a file. */
@ApiTags('People')
@Controller('v1/members/export')
export class MemberExportsController {
  constructor(private readonly exports: MemberExportsService) {}

  /**
   * Exports today's members of the organizations you may see, in the order of the tree, as `Accept` says.
   *
   * `application/x-ndjson` (the default): a JSON object a line, then `{"_end":true,"count":N,"sha256":"…"}` with the digest
   * of all lines before, line ends included. `text/csv`: UTF-8 with a mark, Chinese headers. And xlsx, every cell a text.
   * All of one moment, and streamed: what fails cuts the connection, so that a part is not taken for the whole. Numbers are
   * masked, cells that begin like a formula are made harmless. Each member sees the export in `GET /v1/me/looks`.
   * 503 `server.busy` when several are under way.
   */
  @Get()
  @RequirePermission('members.export')
  @Fails('request.not_acceptable')
  @ApiHeader({
    name: 'accept',
    required: false,
    description: 'The type of the file.',
    schema: { type: 'string' },
    example: exportTypes.csv,
  })
  @ApiOkResponse({
    content: {
      [exportTypes.ndjson]: { schema: { type: 'string' }, example: END },
      [exportTypes.csv]: {
        schema: { type: 'string' },
        example: '工号,姓名,性别\r\nWT10023,张伟,男性\r\n',
      },
      [exportTypes.xlsx]: { schema: { type: 'string', format: 'binary' } },
    },
  })
  download(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MemberExportQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): StreamableFile {
    const { format, stream } = this.exports.open(principal, query, accept);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(stream, {
      type: format === 'csv' ? `${exportTypes.csv}; charset=utf-8` : exportTypes[format],
      disposition: `attachment; filename="members.${format}"`,
    });
  }
}
