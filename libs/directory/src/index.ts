export * from './directory.module.js';
export * from './directory-projector.js';
export * from './tables.sql.js';
export * from './when-directory-changed.js';
