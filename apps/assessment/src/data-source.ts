import type { ServiceDatabase } from '#libs/database';
import { Foundation1761955200003 } from './migrations/1761955200003-foundation.js';
import { DefaultSchemes1761955260003 } from './migrations/1761955260003-default-schemes.js';
import { OutboxBatches1795392000001 } from './migrations/1795392000001-outbox-batches.js';
import { IdempotencyKeys1795392000002 } from './migrations/1795392000002-idempotency-keys.js';
import { ChunkLeases1795392000003 } from './migrations/1795392000003-chunk-leases.js';
import { ScoringSpeed1795392000004 } from './migrations/1795392000004-scoring-speed.js';
import { InputSums1795392000006 } from './migrations/1795392000006-input-sums.js';
import { OutboxPayloads1795392000010 } from './migrations/1795392000010-outbox-payloads.js';
import { PublicationGuards1795392000011 } from './migrations/1795392000011-publication-guards.js';
import { FreezingSpeed1795392000012 } from './migrations/1795392000012-freezing-speed.js';
import { OrganizationLines1795737600003 } from './migrations/1795737600003-organization-lines.js';
import { OutboxSets1795824000001 } from './migrations/1795824000001-outbox-sets.js';
import { TotalsOfBranches1796000400001 } from './migrations/1796000400001-totals-of-branches.js';
import { DirectoryExemptions1796000400072 } from './migrations/1796000400072-directory-exemptions.js';
import { DirectoryEndedSessions1796000400112 } from './migrations/1796000400112-directory-ended-sessions.js';
import { Run } from './runs/run.entity.js';
import { SchemeRow } from './schemes/scheme.entity.js';

export const database: ServiceDatabase = {
  service: 'assessment',
  entities: [SchemeRow, Run],
  migrations: [
    Foundation1761955200003,
    DefaultSchemes1761955260003,
    OutboxBatches1795392000001,
    IdempotencyKeys1795392000002,
    ChunkLeases1795392000003,
    ScoringSpeed1795392000004,
    InputSums1795392000006,
    OutboxPayloads1795392000010,
    PublicationGuards1795392000011,
    FreezingSpeed1795392000012,
    OrganizationLines1795737600003,
    OutboxSets1795824000001,
    TotalsOfBranches1796000400001,
    DirectoryExemptions1796000400072,
    DirectoryEndedSessions1796000400112,
  ],
};
