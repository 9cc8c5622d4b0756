import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '#libs/config';
import { ObservabilityModule } from '#libs/observability';
import { BrowsersModule } from './browsers/browsers.module.js';
import type { GatewayConfig } from './config.js';
import { DocsModule } from './docs/docs.module.js';
import { ServiceHealthModule } from './health/service-health.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { ProxyModule } from './proxy/proxy.module.js';
import { ScanPageModule } from './scan-page/scan-page.module.js';

@Module({})
export class AppModule {
  static with(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        ObservabilityModule.with(),
        BrowsersModule,
        OpenApiModule,
        ProxyModule,
        ServiceHealthModule,
        DocsModule,
        ScanPageModule,
      ],
    };
  }
}
