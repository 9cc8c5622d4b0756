import { runMigrateJob } from '#libs/database';
import { database } from './data-source.js';

await runMigrateJob(database);
