import { Module } from '@nestjs/common';
import { HealthController } from '#libs/http';
import { UpstreamsModule } from '../upstreams/upstreams.module.js';
import { ServiceHealth } from './service-health.js';

@Module({ imports: [UpstreamsModule], controllers: [HealthController], providers: [ServiceHealth] })
export class ServiceHealthModule {}
