/** What a picture may have in pixels: as many as the cameras of today make. Most are read line by line, in little memory. */
export const MOST_PIXELS = 40_000_000;

/** Of one that is only whole in the end, and so must be held whole: each takes up to eight bytes, and more. */
const MOST_PIXELS_HELD = 12_500_000;

/** A line is held many times over, so that one of millions would take more than any number of lines. */
const LONGEST_SIDE = 10_000;

/** What the head of a file says of the picture. */
export interface PictureHead {
  readonly format: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean | undefined;
}

/** More than is unpacked here. A progressive JPEG, an interlaced PNG and every WebP are held whole. */
export function isTooLarge({ format, width, height, isProgressive }: PictureHead): boolean {
  const isHeld = format === 'webp' || isProgressive === true;
  return (
    Math.max(width, height) > LONGEST_SIDE ||
    width * height > (isHeld ? MOST_PIXELS_HELD : MOST_PIXELS)
  );
}

/** What is kept of it at most: enough for a card and for a screen, and no more of anybody. */
export const KEPT = { width: 480, height: 640, quality: 80 } as const;

const signatures: readonly (readonly [at: number, bytes: Buffer])[][] = [
  // JPEG
  [[0, Buffer.from([0xff, 0xd8, 0xff])]],
  // PNG
  [[0, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])]],
  // WebP
  [
    [0, Buffer.from('RIFF')],
    [8, Buffer.from('WEBP')],
  ],
];

/** It begins as a JPEG, PNG or WebP does. Nothing else is handed on to be read, and no name or type is believed. */
export const looksLikePicture = (file: Buffer): boolean =>
  signatures.some((parts) =>
    parts.every(([at, bytes]) => file.subarray(at, at + bytes.length).equals(bytes)),
  );
