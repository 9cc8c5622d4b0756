export const runStatuses = [
  'queued',
  'scoring',
  'draft',
  'published',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];
