import type { ErrorRegistry } from './registry.js';

export const activitiesErrors = {} as const satisfies ErrorRegistry;
