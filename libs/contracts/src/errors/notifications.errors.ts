import type { ErrorRegistry } from './registry.js';

export const notificationsErrors = {} as const satisfies ErrorRegistry;
