import cors from '@fastify/cors';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { InjectConfig } from '#libs/config';
import type { GatewayConfig } from '../config.js';
import { allowedOrigins } from './origins.policy.js';

const PREFLIGHT_SECONDS = 600;

/** Lets pages of the listed origins call and read the headers that the API speaks through. */
@Injectable()
export class CrossOrigin implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.host.httpAdapter.getInstance().register(cors, {
      origin: allowedOrigins(this.config.CORS_ORIGINS, this.config.NODE_ENV),
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      // Tokens travel in a header that scripts set, never in a cookie.
      credentials: false,
      exposedHeaders: [
        'ETag',
        'Location',
        'Link',
        'Retry-After',
        'RateLimit',
        'RateLimit-Policy',
        'Idempotency-Replayed',
      ],
      maxAge: PREFLIGHT_SECONDS,
      strictPreflight: false,
    });
  }
}
