export * from './data-source-options.js';
export * from './database.module.js';
export * from './idempotency-table.sql.js';
export * from './migrate.js';
export * from './migrate-job.js';
export * from './path-range.js';
export * from './statement.js';
export * from './transaction.js';
