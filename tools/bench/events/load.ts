/** How many events one use case tells of in one transaction, and how many use cases there are at a time. */
export const PER_TRANSACTION = 500;
export const LANES = 2;
export const BARE_QUEUE = 'assessment.bench-bare';
