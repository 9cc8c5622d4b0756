import type { ErrorRegistry } from './registry.js';

export const membersErrors = {} as const satisfies ErrorRegistry;
