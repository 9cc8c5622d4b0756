export * from './base-config.js';
export * from './config.module.js';
export * from './read-config.js';
