import { serve } from '#libs/http';
import { AppModule } from './app.module.js';
import { readAssessmentConfig } from './config.js';

await serve('assessment', readAssessmentConfig, (config) => AppModule.with(config));
