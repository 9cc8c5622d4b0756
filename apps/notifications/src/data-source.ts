import type { ServiceDatabase } from '#libs/database';
import { Foundation1761955200004 } from './migrations/1761955200004-foundation.js';
import { OutboxBatches1795392000001 } from './migrations/1795392000001-outbox-batches.js';
import { IdempotencyKeys1795392000002 } from './migrations/1795392000002-idempotency-keys.js';
import { OutboxPayloads1795392000010 } from './migrations/1795392000010-outbox-payloads.js';
import { OrganizationLines1795737600003 } from './migrations/1795737600003-organization-lines.js';
import { OutboxSets1795824000001 } from './migrations/1795824000001-outbox-sets.js';
import { DirectoryExemptions1796000400072 } from './migrations/1796000400072-directory-exemptions.js';
import { DirectoryEndedSessions1796000400112 } from './migrations/1796000400112-directory-ended-sessions.js';

export const database: ServiceDatabase = {
  service: 'notifications',
  entities: [],
  migrations: [
    Foundation1761955200004,
    OutboxBatches1795392000001,
    IdempotencyKeys1795392000002,
    OutboxPayloads1795392000010,
    OrganizationLines1795737600003,
    OutboxSets1795824000001,
    DirectoryExemptions1796000400072,
    DirectoryEndedSessions1796000400112,
  ],
};
