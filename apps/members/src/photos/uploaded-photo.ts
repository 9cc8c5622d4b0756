import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readUpload, type UploadRules } from '../uploads/upload.js';
import type { SentPhoto } from './darkroom.js';
import { photoMissing, photoTooLarge } from './photos.errors.js';

const rules: UploadRules = {
  limitBytes: 5 * 1024 * 1024,
  faulty: photoMissing,
  tooLarge: photoTooLarge,
};

/** The photo that is uploaded: 5 MB at most, and read only when the darkroom has a place for it. */
export const UploadedPhoto = createParamDecorator(
  (_: unknown, context: ExecutionContext): SentPhoto => {
    const http = context.switchToHttp();
    const { raw } = http.getResponse<FastifyReply>();
    return {
      read: () => readUpload(http.getRequest<FastifyRequest>(), rules),
      // A request is closed once it is read; its answer when the connection is.
      isAbandoned: () => raw.destroyed,
    };
  },
);
