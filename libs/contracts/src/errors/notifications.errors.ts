import type { ErrorRegistry } from './registry.js';

export const notificationsErrors = {
  'notifications.not_found': {
    status: 404,
    zh: '没有这条消息，或它不是发给您的',
    en: 'There is no such message, or it is not addressed to you',
  },
} as const satisfies ErrorRegistry;
