import { serve } from '#libs/http';
import { AppModule } from './app.module.js';
import { readNotificationsConfig } from './config.js';

await serve('notifications', readNotificationsConfig, (config) => AppModule.with(config));
