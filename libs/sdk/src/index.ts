import type { components } from './schema.js';

export * from './client.js';
export * from './pages.js';
export * from './problem.js';
export type { components, operations, paths } from './schema.js';
export * from './session.js';

/** The suite's DTOs by name: `Dto<'InboxMessageDto'>`. */
export type Dto<Name extends keyof components['schemas']> = components['schemas'][Name];
