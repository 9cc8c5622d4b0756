import { at, type Attempts, startsAt } from './attempt.js';

/** The activities service. */
export const activities = {
  ownActivities_list: { path: at('/v1/me/activities'), expect: 'own' },
  activities_plan: {
    path: at('/v1/activities'),
    body: (hidden) => ({
      organizationId: hidden.organizationId,
      types: ['theme_day'],
      title: 'X',
      startsAt,
    }),
    expect: 'hidden',
  },
  activities_list: { path: at('/v1/activities?limit=200'), expect: 'own' },
  activities_get: { path: at('/v1/activities/{}', 'activityId'), expect: 'hidden' },
  activities_batch: {
    path: at('/v1/activities/batch'),
    body: (hidden) => ({
      mode: 'partial',
      items: [
        { organizationId: hidden.organizationId, types: ['theme_day'], title: 'X', startsAt },
      ],
    }),
    expect: 'own',
  },
  activities_revise: {
    path: at('/v1/activities/{}', 'draftId'),
    body: () => ({ title: 'X' }),
    expect: 'hidden',
  },
  activities_cancel: {
    path: at('/v1/activities/{}/cancel', 'draftId'),
    body: () => ({ reason: 'X' }),
    expect: 'hidden',
  },
  attendance_list: { path: at('/v1/activities/{}/attendance', 'activityId'), expect: 'hidden' },
  attendance_hold: {
    path: at('/v1/activities/{}/hold', 'draftId'),
    body: (hidden) => ({
      attendance: [{ personId: hidden.personId, status: 'present' }],
      minutes: 'X',
    }),
    expect: 'hidden',
  },
  attendance_makeUp: {
    path: at('/v1/activities/{}/make-ups', 'activityId'),
    body: (hidden) => ({ personId: hidden.personId, madeUpOn: '2026-09-20', note: 'X' }),
    expect: 'hidden',
  },
  reviews_submit: { path: at('/v1/activities/{}/submit', 'draftId'), expect: 'hidden' },
  reviews_approve: { path: at('/v1/activities/{}/approve', 'activityId'), expect: 'forbidden' },
  reviews_return: {
    path: at('/v1/activities/{}/return', 'activityId'),
    body: () => ({ reason: 'X' }),
    expect: 'forbidden',
  },
} satisfies Attempts;
