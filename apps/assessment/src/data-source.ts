import type { ServiceDatabase } from '#libs/database';
import { Foundation1761955200003 } from './migrations/1761955200003-foundation.js';
import { DefaultSchemes1761955260003 } from './migrations/1761955260003-default-schemes.js';
import { Run } from './runs/run.entity.js';
import { SchemeRow } from './schemes/scheme.entity.js';

export const database: ServiceDatabase = {
  service: 'assessment',
  entities: [SchemeRow, Run],
  migrations: [Foundation1761955200003, DefaultSchemes1761955260003],
};
