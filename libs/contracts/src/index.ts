export * from './directory-feed.js';
export * from './errors/index.js';
export * from './events.js';
export * from './permissions.js';
export * from './subscriptions.js';
export * from './terms.js';
