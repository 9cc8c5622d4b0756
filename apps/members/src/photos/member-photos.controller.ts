import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
  EntityTag,
  ExpectedVersion,
  Fails,
  IdParam,
  IfMatch,
  type VersionedFile,
} from '#libs/http';
import { AnswersFile } from '../codes/file-answer.js';
import type { SentFile } from '../uploads/sent-file.js';
import { TakesFile } from '../uploads/upload.js';
import { PhotoDto } from './dto/photo.dto.js';
import { PhotosService } from './photos.service.js';
import { UploadedPhoto } from './uploaded-photo.js';

/** The photos of members. */
@ApiTags('Photos')
@Controller('v1/members/:personId/photo')
export class MemberPhotosController {
  constructor(private readonly photos: PhotosService) {}

  /**
   * Shows a member's photo, as JPEG.
   *
   * The look is logged, and the person sees it in `GET /v1/me/looks`. 404 `photos.not_found` when there is none.
   */
  @Get()
  @RequirePermission('members.read')
  @EntityTag()
  @AnswersFile('image/jpeg')
  @Fails('members.not_found', 'photos.not_found')
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<VersionedFile> {
    return this.photos.member(principal, personId);
  }

  /**
   * Sets a member's photo, in the place of the one before.
   *
   * A JPEG, PNG or WebP of at most 5 MB, told by its content, and of at most 40 million pixels (12.5 million if it is
   * progressive, interlaced or a WebP), 10,000 on a side. It is kept as a JPEG of at most 480 × 640 pixels, turned upright, and with nothing
   * of what came along in the file: no place, no camera, no day. `If-Match` is the `ETag` of the record, which counts up,
   * or of the photo that is there.
   * 429 `request.rate_limited` while two photos of yours are on their way, 503 `server.overloaded` while too many are.
   */
  @Put()
  @RequirePermission('members.manage')
  @EntityTag()
  @TakesFile()
  @Fails('members.not_found', 'photos.missing', 'photos.too_large', 'photos.unreadable')
  set(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @IfMatch() expected: ExpectedVersion,
    @UploadedPhoto() photo: SentFile,
  ): Promise<PhotoDto> {
    return this.photos.setOfMember(principal, personId, expected, photo);
  }

  /** Removes a member's photo; `If-Match` is the `ETag` of the photo or of the record. */
  @Delete()
  @HttpCode(204)
  @RequirePermission('members.manage')
  @Fails('members.not_found', 'photos.not_found')
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @IfMatch() expected: ExpectedVersion,
  ): Promise<void> {
    return this.photos.removeOfMember(principal, personId, expected);
  }
}
