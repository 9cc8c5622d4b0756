import { serve } from '#libs/http';
import { AppModule } from './app.module.js';
import { readActivitiesConfig } from './config.js';

await serve('activities', readActivitiesConfig, (config) => AppModule.with(config));
