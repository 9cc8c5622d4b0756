/** What a picture may have in pixels, which says how much memory it takes to read it. */
export const MOST_PIXELS = 40_000_000;

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
