import { Module } from '@nestjs/common';
import { AccessTokens } from '#libs/auth';
import { CallersModule } from '../callers/callers.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { OpenApiModule } from '../openapi/openapi.module.js';
import { OverloadModule } from '../overload/overload.module.js';
import { UpstreamsModule } from '../upstreams/upstreams.module.js';
import { Admission } from './admission.js';
import { BearerCheck } from './bearer-check.js';
import { Forwarder } from './forwarder.js';
import { ProxyRoutes } from './proxy.routes.js';

/** Routes documented operations to their services. */
@Module({
  imports: [OpenApiModule, CallersModule, LimitsModule, OverloadModule, UpstreamsModule],
  providers: [AccessTokens, BearerCheck, Admission, Forwarder, ProxyRoutes],
})
export class ProxyModule {}
