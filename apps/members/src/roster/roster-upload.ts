import multipart from '@fastify/multipart';
import {
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { bindUpload } from '#libs/http';
import { rosterMissing, rosterTooLarge } from './roster.errors.js';

const FILE_LIMIT_BYTES = 20 * 1024 * 1024;

const FIELD = 'file';

/** Teaches the server multipart forms, which this room alone takes. */
@Injectable()
export class RosterUploads implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    // Not awaited: that would complete the routes before Nest has set its error handler, which they then never get.
    void this.host.httpAdapter.getInstance().register(multipart, {
      limits: { files: 1, fields: 10, parts: 11, fileSize: FILE_LIMIT_BYTES, headerPairs: 100 },
    });
  }
}

async function readUpload(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw rosterMissing();
  try {
    const part = await request.file();
    if (part?.fieldname !== FIELD) throw rosterMissing();
    const bytes = await part.toBuffer();
    if (bytes.length === 0) throw rosterMissing();
    bindUpload(bytes);
    return bytes;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const { code } = error as { code?: unknown };
    throw code === 'FST_REQ_FILE_TOO_LARGE'
      ? rosterTooLarge()
      : new DomainError('request.malformed', { cause: error });
  }
}

/** The uploaded file, whole, in memory: 20 MB at most, and never on a disk. */
export const UploadedRoster = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<Buffer> =>
    readUpload(context.switchToHttp().getRequest<FastifyRequest>()),
);
