import type { ServiceDatabase } from '#libs/database';
import { Activity } from './activities/activity.entity.js';
import { Foundation1761955200002 } from './migrations/1761955200002-foundation.js';

export const database: ServiceDatabase = {
  service: 'activities',
  entities: [Activity],
  migrations: [Foundation1761955200002],
};
