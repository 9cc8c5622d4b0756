import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { readUpload, type UploadRules } from './upload.js';

/** A file that is still on its way. */
export interface SentFile {
  read(): Promise<Buffer>;
  /** Whoever sent it waits no longer. */
  isAbandoned(): boolean;
}

/** The file of a form, of which nothing is read before somebody asks. */
export function sentFile(context: ExecutionContext, rules: UploadRules): SentFile {
  const http = context.switchToHttp();
  const { raw } = http.getResponse<FastifyReply>();
  return {
    read: () => readUpload(http.getRequest<FastifyRequest>(), rules),
    // A request is closed once it is read; its answer when the connection is.
    isAbandoned: () => raw.destroyed,
  };
}

/** Nobody is told: there is nobody any more. */
export function requireAwaited(sent: SentFile): void {
  if (sent.isAbandoned()) throw new DomainError('request.malformed');
}
