/** How many events one use case tells of: one transaction, and as many as the relay sends in one job. */
export const PER_TRANSACTION = 500;
export const BARE_QUEUE = 'assessment.bench-bare';
