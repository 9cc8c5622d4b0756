import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import { documentedOperations } from './setup/document.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { buildWorld, type World } from './setup/world.js';

/** What the own branch has that nobody of the sibling branch may see. */
interface Hidden {
  readonly organizationId: string;
  readonly groupId: string;
  readonly personId: string;
  readonly activityId: string;
  readonly draftId: string;
  readonly runId: string;
  readonly accountId: string;
  readonly officeId: string;
  readonly grantId: string;
  readonly messageId: string;
  readonly schemeId: string;
}

/** How the secretary of the sibling branch tries the operation on the own branch, and what must come of it. */
interface Attempt {
  readonly path: (hidden: Hidden) => string;
  readonly body?: (hidden: Hidden) => unknown;
  /**
   * `hidden`: 404, as if it were not there. `forbidden`: 403, the role does not permit it anywhere. `own`: an answer in
   * which nothing of the own branch appears. `open`: says nothing of anybody.
   */
  readonly expect: 'hidden' | 'forbidden' | 'own' | 'open';
}

const startsAt = '2026-09-10T09:00:00+08:00';
const today = '2026-10-01';

const attempts: Readonly<Record<string, Attempt>> = {};

async function arrange(world: World): Promise<Hidden> {
  const { own, admin, officer } = world;
  const plan = (title: string, types: string[]): Promise<{ id: string }> =>
    own.secretary.post('/v1/activities', { organizationId: own.id, types, title, startsAt });
  const activity = await plan('own branch meeting', ['branch_meeting']);
  await own.secretary.post(`/v1/activities/${activity.id}/hold`, {
    attendance: own.people.map(({ id }) => ({ personId: id, status: 'present' })),
    minutes: 'own minutes',
  });
  await own.secretary.post(`/v1/activities/${activity.id}/submit`);
  await officer.post(`/v1/activities/${activity.id}/approve`);
  const draft = await plan('own theme day', ['theme_day']);
  const run = await admin.post<{ id: string }>('/v1/runs', { month: '2026-09' });
  await eventually(async () => {
    const { status } = await admin.get<{ status: string }>(`/v1/runs/${run.id}`);
    expect(status).toBe('draft');
  });
  await admin.post(`/v1/runs/${run.id}/publish`);
  const message = await eventually(async () => {
    const { data } = await own.secretary.get<{ data: { id: string }[] }>('/v1/inbox');
    expect(data).toHaveLength(2);
    return data[0];
  });
  const [office] = await admin.all<{ id: string }>(`/v1/organizations/${own.id}/offices`);
  const [scheme] = await admin.all<{ id: string }>('/v1/schemes');
  const person = own.people[2];
  const created = await admin.post<{ id: string }>('/v1/accounts', {
    personId: person?.id,
    username: 'third-of-own',
  });
  const grant = await admin.post<{ id: string }>(`/v1/accounts/${created.id}/grants`, {
    role: 'auditor',
    organizationId: own.id,
  });
  return {
    organizationId: own.id,
    groupId: own.groupId,
    personId: person?.id ?? '',
    activityId: activity.id,
    draftId: draft.id,
    runId: run.id,
    accountId: created.id,
    officeId: office?.id ?? '',
    grantId: grant.id,
    messageId: message?.id ?? '',
    schemeId: scheme?.id ?? '',
  };
}
