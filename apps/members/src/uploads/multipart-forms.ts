import multipart from '@fastify/multipart';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** Of a field beside the file: none is asked for, and each is held whole until the form ends. */
const FIELD_BYTES = 1024;

/** Teaches the server multipart forms. How large a file may be each room says that takes one. */
@Injectable()
export class MultipartForms implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    // Not awaited: that would complete the routes before Nest has set its error handler, which they then never get.
    void this.host.httpAdapter.getInstance().register(multipart, {
      limits: { files: 1, fields: 10, fieldSize: FIELD_BYTES, parts: 11, headerPairs: 100 },
    });
  }
}
