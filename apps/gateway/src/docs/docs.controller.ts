import { Controller, Get, Header, Param, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#libs/auth';
import { CallerLanguage, type Language } from '#libs/http';
import { errorsPage } from './errors-page.js';
import { referenceAsset } from './reference-assets.js';
import { referencePage, referenceScript } from './reference-page.js';

/** Only what this origin serves; Swagger UI sets styles on elements and draws its icons from data. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HTML = 'text/html; charset=utf-8';

/** The interactive reference and the catalogue of errors, for people. */
@ApiExcludeController()
@Controller('docs')
export class DocsController {
  @Get()
  @Public()
  @Header('content-type', HTML)
  @Header('content-security-policy', CONTENT_POLICY)
  @Header('vary', 'Accept-Language')
  reference(@CallerLanguage() language: Language): string {
    return referencePage(language);
  }

  @Get('reference.js')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return referenceScript;
  }

  /** From our own origin: the reference works in a mine that is cut off from the internet. */
  @Get('assets/:name')
  @Public()
  @Header('cache-control', 'public, max-age=86400')
  asset(@Param('name') name: string): StreamableFile {
    return referenceAsset(name);
  }

  @Get('errors')
  @Public()
  @Header('content-type', HTML)
  @Header('content-security-policy', CONTENT_POLICY)
  errors(): string {
    return errorsPage();
  }
}
