import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type SentFile, sentFile } from '../uploads/sent-file.js';
import type { UploadRules } from '../uploads/upload.js';
import { rosterMissing, rosterTooLarge } from './roster.errors.js';

const rules: UploadRules = {
  limitBytes: 20 * 1024 * 1024,
  faulty: rosterMissing,
  tooLarge: rosterTooLarge,
};

/** The uploaded roster: 20 MB at most, and read only when there is a place for it. */
export const UploadedRoster = createParamDecorator(
  (_: unknown, context: ExecutionContext): SentFile => sentFile(context, rules),
);
