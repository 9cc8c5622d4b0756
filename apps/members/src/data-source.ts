import type { ServiceDatabase } from '#libs/database';
import { MembersFoundations1780000000000 } from './migrations/1780000000000-members-foundations.js';

export const database: ServiceDatabase = {
  service: 'members',
  entities: [],
  migrations: [MembersFoundations1780000000000],
};
