export * from './eventually.js';
export * from './fake-members.js';
export * from './sample-directory.js';
export * from './server-sent-events.js';
export * from './test-database.js';
export * from './test-servers.js';
export * from './test-service.js';
