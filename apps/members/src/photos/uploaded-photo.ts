import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readUpload, type UploadRules } from '../uploads/upload.js';
import { photoMissing, photoTooLarge } from './photos.errors.js';

const rules: UploadRules = {
  limitBytes: 5 * 1024 * 1024,
  faulty: photoMissing,
  tooLarge: photoTooLarge,
};

/** The uploaded photo: 5 MB at most. */
export const UploadedPhoto = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<Buffer> =>
    readUpload(context.switchToHttp().getRequest<FastifyRequest>(), rules),
);
