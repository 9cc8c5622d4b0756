import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { photoNotFound } from '../photos/photos.errors.js';
import { PhotosService } from '../photos/photos.service.js';
import { ScansService } from './scans.service.js';

@Injectable()
export class ScannedPhotosService {
  constructor(
    private readonly scans: ScansService,
    private readonly photos: PhotosService,
  ) {}

  /** Whoever may not see it is told what is told where there is none. */
  async show(principal: Principal, written: string): Promise<Buffer> {
    const personId = await this.scans.whosePhoto(principal, written);
    if (personId === undefined) throw photoNotFound();
    const { bytes } = await this.photos.show(principal, personId);
    return bytes;
  }
}
