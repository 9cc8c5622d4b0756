export * from './clock.js';
export * from './day.js';
export * from './month.js';
