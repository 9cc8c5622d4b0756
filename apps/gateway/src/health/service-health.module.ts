import { Module } from '@nestjs/common';
import { HealthController } from '#libs/http';
import { ProxyModule } from '../proxy/proxy.module.js';
import { ServiceHealth } from './service-health.js';

@Module({ imports: [ProxyModule], controllers: [HealthController], providers: [ServiceHealth] })
export class ServiceHealthModule {}
