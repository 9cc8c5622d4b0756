import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { requireAwaited, type SentFile } from '../uploads/sent-file.js';
import { UploadPlaces } from '../uploads/upload-places.js';
import { photoUnreadable } from './photos.errors.js';
import { isTooLarge, KEPT, looksLikePicture, MOST_PIXELS } from './picture.policy.js';

/** A picture as it is kept. */
export interface Picture {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Each is held whole, from before it is read until it is developed. */
const MOST_AT_ONCE = 8;

/** Nothing of up to 40 million pixels takes as long. */
const MOST_SECONDS = 20;

/**
 * Makes of whatever picture comes in one of ours: upright, small, and with nothing in it but what is seen. No byte of what
 * came in is kept. The library is only loaded to work, and not kept busy: little is photographed.
 */
@Injectable()
export class Darkroom {
  /** One after the other: each may take more than a hundred megabytes for a moment. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly places = new UploadPlaces(MOST_AT_ONCE);

  /** @throws photos.unreadable, what `UploadPlaces` throws, and what reading throws */
  develop(accountId: string, sent: SentFile): Promise<Picture> {
    return this.places.hold(accountId, sent, (file) => {
      const developed = this.last.then(() => {
        requireAwaited(sent);
        return developNow(file);
      });
      this.last = developed.catch(() => undefined);
      return developed;
    });
  }
}

async function developNow(file: Buffer): Promise<Picture> {
  if (!looksLikePicture(file)) throw photoUnreadable('picture');
  const sharp = await loadSharp();
  try {
    // By what its head says: before anything is unpacked.
    const head = await sharp(file, { limitInputPixels: false }).metadata();
    if (isTooLarge(head)) throw photoUnreadable('pixels');
    const { data, info } = await sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize({ ...KEPT_SIZE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: KEPT.quality })
      .timeout({ seconds: MOST_SECONDS })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  } catch (error) {
    throw error instanceof DomainError ? error : photoUnreadable('broken', error);
  }
}

const KEPT_SIZE = { width: KEPT.width, height: KEPT.height };

async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  // Whatever else the library can read is none of what looks like a picture here.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
    ],
  });
  return sharp;
}
