import { createHash } from 'node:crypto';
import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/auth';
import { ServiceDocuments } from './service-documents.js';

/** The merged document, made once. */
@ApiExcludeController()
@Controller()
export class OpenApiController {
  private readonly text: string;
  private readonly etag: string;

  constructor(documents: ServiceDocuments) {
    this.text = JSON.stringify(documents.merged);
    this.etag = `"${createHash('sha256').update(this.text).digest('base64url').slice(0, 22)}"`;
  }

  @Get('openapi.json')
  @Public()
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-cache')
  document(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    void reply.header('etag', this.etag);
    if (known?.replace(/^W\//, '') !== this.etag) return this.text;
    void reply.status(304);
    return '';
  }
}
