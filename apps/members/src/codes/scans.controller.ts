import { Body, Controller, HttpCode } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import {
  Authenticated,
  CallerIfKnown,
  CurrentPrincipal,
  type Principal,
  PublicOrAuthenticated,
} from '#libs/auth';
import { ChangesNothing, Fails, Post } from '#libs/http';
import { ScanDto, scanExample, ScanRequest } from './dto/scan.dto.js';
import { AnswersFile } from './file-answer.js';
import { ScannedPhotosService } from './scanned-photos.service.js';
import { ScansService } from './scans.service.js';

/** What a scanned code shows. */
@Controller('v1/scans')
export class ScansController {
  constructor(
    private readonly scans: ScansService,
    private readonly photos: ScannedPhotosService,
  ) {}

  /**
   * Tells what a scanned code is of, as far as whoever asks may know.
   *
   * A stranger is told that it is valid, and of which branch; a member of the same branch also the name and the offices
   * held; an officer who may read members there the record, masked; the member everything own, and who looked lately. Of
   * an organization: name and type, to its members and officers who holds which office, to officers how many members it
   * has. A look at a member is logged, and the member can see it.
   *
   * 404 `codes.unknown` for every code that opens nothing, whether it is none, was revoked or never issued.
   */
  @Post()
  @HttpCode(200)
  @PublicOrAuthenticated()
  @ApiOkResponse({ type: ScanDto, example: scanExample })
  @ChangesNothing()
  @Fails('codes.unknown')
  scan(
    @CallerIfKnown() principal: Principal | undefined,
    @Body() body: ScanRequest,
  ): Promise<ScanDto> {
    return this.scans.scan(principal, body.code);
  }

  /**
   * Shows the photo of a member whose code was scanned, as JPEG, to whom `hasPhoto` was told.
   *
   * The look is logged, and the member can see it. 404 `photos.not_found` for whoever may not see it, as where there is
   * none.
   */
  @Post('photo')
  @HttpCode(200)
  @Authenticated()
  @ChangesNothing()
  @AnswersFile('image/jpeg')
  @Fails('codes.unknown', 'photos.not_found')
  photo(@CurrentPrincipal() principal: Principal, @Body() body: ScanRequest): Promise<Buffer> {
    return this.photos.show(principal, body.code);
  }
}
