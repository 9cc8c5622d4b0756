import { serve } from '#libs/http';
import { AppModule } from './app.module.js';
import { readGatewayConfig } from './config.js';

await serve('gateway', readGatewayConfig, (config) => AppModule.with(config));
