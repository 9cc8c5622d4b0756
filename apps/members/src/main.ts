import { serve } from '#libs/http';
import { AppModule } from './app.module.js';
import { readMembersConfig } from './config.js';

await serve('members', readMembersConfig, (config) => AppModule.with(config));
