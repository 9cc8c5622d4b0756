export * from './access.decorator.js';
export * from './access-token.js';
export * from './account-access.js';
export * from './account-access-cache.js';
export * from './auth.module.js';
export * from './bearer-refusal.js';
export * from './internal-credential.js';
export * from './principal.js';
