import type { ActivityType } from '#libs/contracts';
import { allRows, type Client, expectData } from '#libs/sdk';
import { eventually } from '#libs/testing';
import { month, startsAt } from './attempts/attempt.js';
import type { Hidden } from './hidden.js';
import type { World } from './world.js';

/** A PNG. */
const ofOnePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Gives the own branch what others may not see, and says what that is. */
export async function arrange(world: World): Promise<Hidden> {
  const { own } = world;
  const [admin, officer, secretary] = [world.admin, world.officer, own.secretary].map(
    ({ client }) => client,
  ) as [Client, Client, Client];
  const plan = async (title: string, types: [ActivityType]): Promise<{ id: string }> => {
    const body = { organizationId: own.id, types, title, startsAt };
    return expectData(await secretary.POST('/v1/activities', { body }));
  };
  const activity = await plan('own branch meeting', ['branch_meeting']);
  const the = ({ id }: { id: string }) => ({ params: { path: { id } } });
  expectData(
    await secretary.POST('/v1/activities/{id}/hold', {
      ...the(activity),
      body: {
        attendance: own.people.map(({ id }) => ({ personId: id, status: 'present' as const })),
        minutes: 'own minutes',
      },
    }),
  );
  expectData(await secretary.POST('/v1/activities/{id}/submit', the(activity)));
  expectData(await officer.POST('/v1/activities/{id}/approve', the(activity)));
  const draft = await plan('own theme day', ['theme_day']);
  const run = expectData(
    await admin.POST('/v1/runs', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { month },
    }),
  );
  await eventually(async () => {
    const { status } = expectData(await admin.GET('/v1/runs/{id}', the(run)));
    expect(status).toBe('draft');
  });
  expectData(await admin.POST('/v1/runs/{id}/publish', the(run)));
  const message = await eventually(async () => {
    const { data } = expectData(await secretary.GET('/v1/inbox'));
    expect(data).toHaveLength(2);
    return data[0];
  });
  const [office] = await allRows(admin, '/v1/organizations/{id}/offices', { path: { id: own.id } });
  const [scheme] = await allRows(admin, '/v1/schemes');
  const imported = await world.admin.upload<{ id: string; operationId: string }>(
    '/v1/roster-imports',
    'roster.csv',
    new TextEncoder().encode('姓名,公民身份号码,所在组织编码,党员类别,入党日期\n'),
  );
  await world.admin.finished(imported.operationId);
  const person = own.people[2];
  const personId = person?.id ?? '';
  const created = expectData(
    await admin.POST('/v1/accounts', { body: { personId, username: 'third-of-own' } }),
  );
  const grant = expectData(
    await admin.POST('/v1/accounts/{id}/grants', {
      ...the(created),
      body: { role: 'auditor', organizationId: own.id },
    }),
  );
  const change = expectData(
    await officer.POST('/v1/members/{personId}/standing', {
      params: { path: { personId } },
      body: {
        standing: 'long_sick',
        changedOn: '2026-10-01',
        contactPersonId: own.people[0]?.id ?? '',
        decision: 'own decision',
      },
    }),
  );
  const record = await officer.GET('/v1/members/{personId}', { params: { path: { personId } } });
  const form = new FormData();
  form.append('file', new Blob([ofOnePixel]), 'photo.png');
  expectData(
    await officer.PUT('/v1/members/{personId}/photo', {
      params: {
        path: { personId },
        header: { 'If-Match': record.response.headers.get('etag') ?? '' },
      },
      body: { file: '' },
      bodySerializer: () => form,
    }),
  );
  const leaving = { toOutside: { name: 'X' }, requestedOn: '2026-10-01', reason: 'own reason' };
  const exemption = expectData(
    await admin.POST('/v1/members/{personId}/exemptions', {
      params: { path: { personId: own.people[1]?.id ?? '' } },
      body: {
        exemptsFrom: 'attendance',
        reason: 'long_sick',
        decision: 'own decision',
        startsOn: '2026-01-01',
      },
    }),
  );
  const partyProbation = expectData(
    await admin.POST('/v1/members/{personId}/party-probations', {
      params: { path: { personId: own.people[1]?.id ?? '' } },
      body: {
        decidedOn: '2026-01-01',
        decision: 'own decision',
        startsOn: '2026-01-01',
        endsOn: '2027-01-01',
      },
    }),
  );
  const transfer = expectData(
    await officer.POST('/v1/transfers', { body: { personId, ...leaving } }),
  );
  const { code } = expectData(
    await secretary.GET('/v1/members/{personId}/code', { params: { path: { personId } } }),
  );
  const organizationCode = expectData(
    await secretary.GET('/v1/organizations/{id}/code', { params: { path: { id: own.id } } }),
  );
  const [session] = await allRows(secretary, '/v1/me/sessions');
  return {
    organizationId: own.id,
    groupId: own.groupId,
    personId,
    activityId: activity.id,
    draftId: draft.id,
    runId: run.id,
    accountId: created.id,
    officeId: office?.id ?? '',
    changeId: change.id,
    transferId: transfer.id,
    exemptionId: exemption.id,
    partyProbationId: partyProbation.id,
    grantId: grant.id,
    messageId: message?.id ?? '',
    schemeId: scheme?.id ?? '',
    importId: imported.id,
    code,
    organizationCode: organizationCode.code,
    sessionId: session?.id ?? '',
    initialPassword: created.initialPassword ?? '',
  };
}
