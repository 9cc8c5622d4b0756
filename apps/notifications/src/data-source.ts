import type { ServiceDatabase } from '#libs/database';
import { Foundation1761955200004 } from './migrations/1761955200004-foundation.js';

export const database: ServiceDatabase = {
  service: 'notifications',
  entities: [],
  migrations: [Foundation1761955200004],
};
