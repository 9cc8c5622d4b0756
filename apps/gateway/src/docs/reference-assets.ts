import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

const served = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

/** Swagger UI from our own origin: the reference works in a mine that is cut off from the internet. */
@Injectable()
export class ReferenceAssets implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  async onModuleInit(): Promise<void> {
    const { resolve } = createRequire(import.meta.url);
    await this.host.httpAdapter.getInstance().register(fastifyStatic, {
      root: dirname(resolve('swagger-ui-dist/package.json')),
      prefix: '/docs/assets/',
      allowedPath: (path) => served.has(path),
      index: false,
      decorateReply: false,
      maxAge: '1d',
    });
  }
}
