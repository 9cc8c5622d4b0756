import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { EntityTag, ExpectedVersion, Fails, IfMatch, type VersionedFile } from '#libs/http';
import { AnswersFile } from '../codes/file-answer.js';
import type { SentFile } from '../uploads/sent-file.js';
import { TakesFile } from '../uploads/upload.js';
import { PhotoDto } from './dto/photo.dto.js';
import { PhotosService } from './photos.service.js';
import { UploadedPhoto } from './uploaded-photo.js';

/** The caller's own photo. */
@ApiTags('Photos')
@Controller('v1/me/photo')
export class OwnPhotosController {
  constructor(private readonly photos: PhotosService) {}

  /** Shows your own photo, as JPEG; 404 `photos.not_found` when there is none. */
  @Get()
  @Authenticated()
  @EntityTag()
  @AnswersFile('image/jpeg')
  @Fails('photos.not_found')
  get(@CurrentPrincipal() principal: Principal): Promise<VersionedFile> {
    return this.photos.own(principal);
  }

  /**
   * Gives a photo of yourself, in the place of the one before. Nobody has to.
   *
   * A JPEG, PNG or WebP of at most 5 MB, told by its content, and of at most 40 million pixels (12.5 million if it is
   * progressive, interlaced or a WebP), 10,000 on a side. It is kept as a JPEG of at most 480 × 640 pixels, turned upright, and with nothing
   * of what came along in the file: no place, no camera, no day. Those who read your record see it, and fellow members if
   * you agree (`POST /v1/me/consents`). `If-Match` is the `version` of your record in `GET /v1/me`, in quotes, or the
   * `ETag` of the photo that is there.
   * 429 `request.rate_limited` while two photos of yours are on their way, 503 `server.overloaded` while too many are.
   */
  @Put()
  @Authenticated()
  @EntityTag()
  @TakesFile()
  @Fails('photos.missing', 'photos.too_large', 'photos.unreadable')
  set(
    @CurrentPrincipal() principal: Principal,
    @IfMatch() expected: ExpectedVersion,
    @UploadedPhoto() photo: SentFile,
  ): Promise<PhotoDto> {
    return this.photos.setOwn(principal, expected, photo);
  }

  /**
   * Takes your photo back, whoever set it, and what you agreed to of it.
   *
   * `If-Match` is the `ETag` of the photo, or the `version` of your record in quotes.
   */
  @Delete()
  @HttpCode(204)
  @Authenticated()
  @Fails('photos.not_found')
  remove(
    @CurrentPrincipal() principal: Principal,
    @IfMatch() expected: ExpectedVersion,
  ): Promise<void> {
    return this.photos.removeOwn(principal, expected);
  }
}
