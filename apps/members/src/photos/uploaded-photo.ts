import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type SentFile, sentFile } from '../uploads/sent-file.js';
import type { UploadRules } from '../uploads/upload.js';
import { photoMissing, photoTooLarge } from './photos.errors.js';

const rules: UploadRules = {
  limitBytes: 5 * 1024 * 1024,
  faulty: photoMissing,
  tooLarge: photoTooLarge,
};

/** The photo that is uploaded: 5 MB at most, and read only when the darkroom has a place for it. */
export const UploadedPhoto = createParamDecorator(
  (_: unknown, context: ExecutionContext): SentFile => sentFile(context, rules),
);
