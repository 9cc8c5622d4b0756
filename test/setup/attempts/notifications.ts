import { at, type Attempts } from './attempt.js';

/** The notifications service. */
export const notifications = {
  inbox_list: { path: at('/v1/inbox'), expect: 'own' },
  inbox_summary: { path: at('/v1/inbox/summary'), expect: 'own' },
  inbox_read: { path: at('/v1/inbox/{}/read', 'messageId'), expect: 'hidden' },
  inbox_readAll: { path: at('/v1/inbox/read-all'), expect: 'own' },
} satisfies Attempts;
