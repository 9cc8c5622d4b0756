import type { ErrorRegistry } from './registry.js';

export const assessmentErrors = {} as const satisfies ErrorRegistry;
