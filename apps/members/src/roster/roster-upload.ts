import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readUpload, type UploadRules } from '../uploads/upload.js';
import { rosterMissing, rosterTooLarge } from './roster.errors.js';

const rules: UploadRules = {
  limitBytes: 20 * 1024 * 1024,
  faulty: rosterMissing,
  tooLarge: rosterTooLarge,
};

/** The uploaded roster: 20 MB at most. */
export const UploadedRoster = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<Buffer> =>
    readUpload(context.switchToHttp().getRequest<FastifyRequest>(), rules),
);
