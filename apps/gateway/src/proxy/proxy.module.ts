import { Module } from '@nestjs/common';
import { AccessTokens, RemoteVerificationKeys, VerificationKeys } from '#libs/auth';
import { OpenApiModule } from '../openapi/openapi.module.js';
import { BearerCheck } from './bearer-check.js';
import { Forwarder } from './forwarder.js';
import { ProxyRoutes } from './proxy.routes.js';
import { Upstreams } from './upstreams.js';

/** Routes documented operations to their services. */
@Module({
  imports: [OpenApiModule],
  providers: [
    { provide: VerificationKeys, useClass: RemoteVerificationKeys },
    AccessTokens,
    BearerCheck,
    Upstreams,
    Forwarder,
    ProxyRoutes,
  ],
  exports: [Upstreams],
})
export class ProxyModule {}
