export * from './directory.module.js';
export * from './directory-projector.js';
export * from './pull-after.js';
export * from './tables.sql.js';
