import { randomUUID } from 'node:crypto';
import type { ActivityType } from '#libs/contracts';
import { allRows, type Client, expectData } from '#libs/sdk';
import { eventually } from '#libs/testing';
import { Api } from '../tools/api/api.js';
import { documentedOperations, type OperationId } from './setup/document.js';
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
  readonly transferId: string;
  readonly exemptionId: string;
  readonly grantId: string;
  readonly messageId: string;
  readonly schemeId: string;
  readonly importId: string;
  readonly code: string;
  readonly sessionId: string;
  /** Of the account, as the server made it. */
  readonly initialPassword: string;
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

const month = '2026-09';
const startsAt = '2026-09-10T09:00:00+08:00';

const at =
  (template: string, key?: keyof Hidden): Attempt['path'] =>
  (hidden) =>
    template.replace('{}', key ? hidden[key] : '');

const step = (name: string): Attempt['path'] => at(`/v1/transfers/{}/${name}`, 'transferId');

/** Every operation of the document: one that is missing here does not compile. */
const attempts: Readonly<Record<OperationId, Attempt>> = {
  sessions_jwks: { path: at('/.well-known/jwks.json'), expect: 'open' },
  sessions_login: { path: at('/v1/auth/login'), body: () => ({}), expect: 'open' },
  sessions_logout: { path: at('/v1/auth/logout'), body: () => ({}), expect: 'open' },
  sessions_refresh: { path: at('/v1/auth/refresh'), body: () => ({}), expect: 'open' },

  me_get: { path: at('/v1/me'), expect: 'own' },
  ownAccess_changePassword: {
    path: at('/v1/me/password'),
    body: () => ({}),
    expect: 'open',
  },
  ownAccess_sessions: { path: at('/v1/me/sessions'), expect: 'own' },
  ownAccess_endSession: { path: at('/v1/me/sessions/{}/end', 'sessionId'), expect: 'hidden' },
  ownAccess_endOtherSessions: { path: at('/v1/me/sessions/end-others'), expect: 'own' },
  consents_get: { path: at('/v1/me/consents'), expect: 'own' },
  consents_replace: {
    path: at('/v1/me/consents'),
    body: () => ({ fields: [] }),
    expect: 'own',
  },
  me_listToDos: { path: at('/v1/me/to-dos'), expect: 'own' },
  me_erase: {
    path: at('/v1/me/erasure'),
    body: () => ({ fields: ['address'] }),
    expect: 'own',
  },
  me_ownData: { path: at('/v1/me/data'), expect: 'own' },
  me_looks: { path: at('/v1/me/looks'), expect: 'own' },
  ownActivities_list: { path: at('/v1/me/activities'), expect: 'own' },
  scores_own: { path: at('/v1/me/scores'), expect: 'own' },
  inbox_list: { path: at('/v1/inbox'), expect: 'own' },
  inbox_summary: { path: at('/v1/inbox/summary'), expect: 'own' },
  inbox_read: { path: at('/v1/inbox/{}/read', 'messageId'), expect: 'hidden' },
  inbox_readAll: { path: at('/v1/inbox/read-all'), expect: 'own' },

  organizations_list: { path: at('/v1/organizations?limit=200'), expect: 'own' },
  organizations_get: { path: at('/v1/organizations/{}', 'organizationId'), expect: 'hidden' },
  organizations_create: {
    path: at('/v1/organizations'),
    body: (hidden) => ({
      parentId: hidden.organizationId,
      type: 'group',
      code: 'X',
      name: 'X',
      foundedOn: '2026-01-01',
    }),
    expect: 'forbidden',
  },
  organizations_batch: {
    path: at('/v1/organizations/batch'),
    body: () => ({ mode: 'partial', items: [{}] }),
    expect: 'forbidden',
  },
  organizations_change: {
    path: at('/v1/organizations/{}', 'organizationId'),
    body: () => ({ name: 'X' }),
    expect: 'forbidden',
  },
  organizations_places: {
    path: at('/v1/organizations/{}/places', 'organizationId'),
    expect: 'hidden',
  },
  organizations_move: {
    path: at('/v1/organizations/{}/move', 'organizationId'),
    body: (hidden) => ({ parentId: hidden.organizationId, movedOn: '2026-01-01' }),
    expect: 'forbidden',
  },
  organizations_dissolve: {
    path: at('/v1/organizations/{}/dissolve', 'organizationId'),
    body: () => ({ dissolvedOn: '2026-01-01' }),
    expect: 'forbidden',
  },
  advisories_list: {
    path: at('/v1/advisories?organizationId={}', 'organizationId'),
    expect: 'own',
  },
  rules_list: { path: at('/v1/rules'), expect: 'open' },
  rules_set: {
    path: at('/v1/rules'),
    body: () => ({ code: 'branch_members_most', value: 60, validFrom: '2027-01-01' }),
    expect: 'forbidden',
  },
  offices_list: { path: at('/v1/organizations/{}/offices', 'organizationId'), expect: 'hidden' },
  offices_appoint: {
    path: at('/v1/organizations/{}/offices', 'organizationId'),
    body: (hidden) => ({ personId: hidden.personId, title: 'secretary', startsOn: '2026-01-01' }),
    expect: 'forbidden',
  },
  offices_end: {
    path: at('/v1/offices/{}/end', 'officeId'),
    body: () => ({ endsOn: '2026-10-01' }),
    expect: 'forbidden',
  },
  people_list: {
    path: at('/v1/members?limit=200&organizationId={}', 'organizationId'),
    expect: 'own',
  },
  memberExports_download: {
    path: at('/v1/members/export?organizationId={}', 'organizationId'),
    expect: 'forbidden',
  },
  people_get: { path: at('/v1/members/{}', 'personId'), expect: 'hidden' },
  people_create: {
    path: at('/v1/members'),
    body: (hidden) => ({
      name: 'X',
      citizenNumber: '11010519491231002X',
      organizationId: hidden.organizationId,
      memberKind: 'full',
      admittedOn: '2012-07-01',
    }),
    expect: 'forbidden',
  },
  people_batch: {
    path: at('/v1/members/batch'),
    body: () => ({ mode: 'partial', items: [{}] }),
    expect: 'forbidden',
  },
  people_correct: {
    path: at('/v1/members/{}', 'personId'),
    body: () => ({ name: 'X' }),
    expect: 'forbidden',
  },
  affiliations_list: {
    path: at('/v1/people?limit=200&organizationId={}', 'organizationId'),
    expect: 'own',
  },
  affiliations_get: { path: at('/v1/people/{}', 'personId'), expect: 'hidden' },
  affiliations_create: {
    path: at('/v1/people'),
    body: (hidden) => ({
      name: 'X',
      citizenNumber: '11010519491231002X',
      organizationId: hidden.organizationId,
    }),
    expect: 'forbidden',
  },
  affiliations_correct: {
    path: at('/v1/people/{}', 'personId'),
    body: () => ({ name: 'X' }),
    expect: 'forbidden',
  },
  affiliations_affiliate: {
    path: at('/v1/people/{}/affiliations', 'personId'),
    body: (hidden) => ({ organizationId: hidden.organizationId, startsOn: '2026-01-01' }),
    expect: 'forbidden',
  },
  affiliations_end: {
    path: at('/v1/people/{}/affiliations/end', 'personId'),
    body: () => ({ endsOn: '2026-01-01' }),
    expect: 'forbidden',
  },
  affiliations_admit: {
    path: at('/v1/people/{}/admit', 'personId'),
    body: (hidden) => ({
      organizationId: hidden.groupId,
      memberKind: 'probationary',
      admittedOn: '2026-01-01',
    }),
    expect: 'forbidden',
  },
  exemptions_exempt: {
    path: at('/v1/members/{}/exemptions', 'personId'),
    body: () => ({
      exemptsFrom: 'attendance',
      reason: 'long_sick',
      decision: 'X',
      startsOn: '2026-01-01',
    }),
    expect: 'forbidden',
  },
  exemptions_list: {
    path: at('/v1/exemptions?organizationId={}', 'organizationId'),
    expect: 'forbidden',
  },
  exemptions_own: { path: at('/v1/me/exemptions'), expect: 'own' },
  exemptions_end: {
    path: at('/v1/exemptions/{}/end', 'exemptionId'),
    body: () => ({ endsOn: '2026-01-02' }),
    expect: 'forbidden',
  },
  exemptions_voters: {
    path: at('/v1/organizations/{}/voters', 'organizationId'),
    expect: 'hidden',
  },
  memberships_confirm: {
    path: at('/v1/members/{}/confirm', 'personId'),
    body: () => ({ changedOn: '2026-01-01', decision: 'X' }),
    expect: 'forbidden',
  },
  memberships_extend: {
    path: at('/v1/members/{}/extend-probation', 'personId'),
    body: () => ({ changedOn: '2026-01-01', until: '2026-06-01', decision: 'X' }),
    expect: 'forbidden',
  },
  memberships_cancel: {
    path: at('/v1/members/{}/cancel-probation', 'personId'),
    body: () => ({ changedOn: '2026-01-01', decision: 'X' }),
    expect: 'forbidden',
  },
  memberships_changeStanding: {
    path: at('/v1/members/{}/standing', 'personId'),
    body: () => ({ standing: 'regular', changedOn: '2026-01-01', decision: 'X' }),
    expect: 'forbidden',
  },
  memberships_changes: { path: at('/v1/members/{}/changes', 'personId'), expect: 'hidden' },
  memberships_probations: {
    path: at('/v1/probations?organizationId={}', 'organizationId'),
    expect: 'own',
  },
  // Who lacks the permission is refused before anybody looks at a body.
  transfers_request: { path: at('/v1/transfers'), expect: 'forbidden' },
  transfers_enter: { path: at('/v1/transfers/from-outside'), expect: 'forbidden' },
  transfers_list: { path: at('/v1/transfers?limit=200'), expect: 'own' },
  transfers_get: { path: at('/v1/transfers/{}', 'transferId'), expect: 'hidden' },
  transfers_approveOut: { path: step('approve-out'), expect: 'forbidden' },
  transfers_issueLetter: { path: step('issue-letter'), expect: 'forbidden' },
  transfers_accept: { path: step('accept'), expect: 'forbidden' },
  transfers_reject: { path: step('reject'), expect: 'forbidden' },
  transfers_withdraw: { path: step('withdraw'), expect: 'forbidden' },
  transferLetters_print: { path: step('letter.pdf'), expect: 'forbidden' },
  // The code of a member is none of a letter.
  transferLetters_verify: {
    path: at('/v1/transfer-letters/verify'),
    body: ({ code }) => ({ code }),
    expect: 'hidden',
  },
  ownTransfers_list: { path: at('/v1/me/transfers'), expect: 'own' },
  ownTransfers_request: { path: at('/v1/me/transfers'), expect: 'open' },
  ownTransfers_withdraw: {
    path: at('/v1/me/transfers/{}/withdraw', 'transferId'),
    body: () => ({ doneOn: '2026-11-01', reason: 'X' }),
    expect: 'hidden',
  },
  roster_import: { path: at('/v1/roster-imports'), body: () => ({}), expect: 'forbidden' },
  roster_templateXlsx: { path: at('/v1/roster-imports/template.xlsx'), expect: 'forbidden' },
  roster_templateCsv: { path: at('/v1/roster-imports/template.csv'), expect: 'forbidden' },
  roster_get: { path: at('/v1/roster-imports/{}', 'importId'), expect: 'forbidden' },
  operations_get: { path: at('/v1/operations/members-{}', 'importId'), expect: 'hidden' },
  operations_watch: { path: at('/v1/operations/members-{}/events', 'importId'), expect: 'hidden' },
  operations_cancel: { path: at('/v1/operations/members-{}/cancel', 'importId'), expect: 'hidden' },
  memberCodes_get: { path: at('/v1/members/{}/code', 'personId'), expect: 'hidden' },
  memberCodes_svg: { path: at('/v1/members/{}/code.svg', 'personId'), expect: 'hidden' },
  memberCodes_png: { path: at('/v1/members/{}/code.png', 'personId'), expect: 'hidden' },
  memberCodes_reissue: {
    path: at('/v1/members/{}/code/reissue', 'personId'),
    expect: 'forbidden',
  },
  organizationCodes_get: {
    path: at('/v1/organizations/{}/code', 'organizationId'),
    expect: 'hidden',
  },
  organizationCodes_svg: {
    path: at('/v1/organizations/{}/code.svg', 'organizationId'),
    expect: 'hidden',
  },
  organizationCodes_png: {
    path: at('/v1/organizations/{}/code.png', 'organizationId'),
    expect: 'hidden',
  },
  organizationCodes_sheet: {
    path: at('/v1/organizations/{}/code-sheet.pdf', 'organizationId'),
    expect: 'hidden',
  },
  organizationCodes_reissue: {
    path: at('/v1/organizations/{}/code/reissue', 'organizationId'),
    expect: 'forbidden',
  },
  ownCodes_get: { path: at('/v1/me/code'), expect: 'own' },
  ownCodes_svg: { path: at('/v1/me/code.svg'), expect: 'own' },
  ownCodes_png: { path: at('/v1/me/code.png'), expect: 'own' },
  // The secretary of a sibling is a stranger: told that the code is valid, and of which branch.
  scans_scan: { path: at('/v1/scans'), body: ({ code }) => ({ code }), expect: 'own' },
  accounts_create: {
    path: at('/v1/accounts'),
    body: (hidden) => ({ personId: hidden.personId, username: 'intruder' }),
    expect: 'forbidden',
  },
  accounts_list: { path: at('/v1/accounts'), expect: 'forbidden' },
  accounts_disable: { path: at('/v1/accounts/{}/disable', 'accountId'), expect: 'forbidden' },
  accounts_enable: { path: at('/v1/accounts/{}/enable', 'accountId'), expect: 'forbidden' },
  accounts_resetPassword: {
    path: at('/v1/accounts/{}/password-reset', 'accountId'),
    expect: 'forbidden',
  },
  accounts_grant: {
    path: at('/v1/accounts/{}/grants', 'accountId'),
    body: (hidden) => ({ role: 'auditor', organizationId: hidden.organizationId }),
    expect: 'forbidden',
  },
  clientTokens_issue: {
    path: at('/v1/auth/token'),
    body: () => ({ grant_type: 'client_credentials' }),
    expect: 'open',
  },
  clients_create: {
    path: at('/v1/clients'),
    body: (hidden) => ({
      name: 'intruder',
      scopes: ['members.read'],
      roles: [{ role: 'auditor', organizationId: hidden.organizationId }],
    }),
    expect: 'forbidden',
  },
  clients_list: { path: at('/v1/clients'), expect: 'forbidden' },
  clients_get: { path: at('/v1/clients/{}', 'accountId'), expect: 'forbidden' },
  clients_change: {
    path: at('/v1/clients/{}', 'accountId'),
    body: () => ({}),
    expect: 'forbidden',
  },
  clients_makeSecret: {
    path: at('/v1/clients/{}/secrets', 'accountId'),
    body: () => ({}),
    expect: 'forbidden',
  },
  clients_revokeSecret: {
    path: (hidden) => `/v1/clients/${hidden.accountId}/secrets/${hidden.sessionId}/revoke`,
    expect: 'forbidden',
  },
  clients_usage: { path: at('/v1/clients/{}/usage', 'accountId'), expect: 'forbidden' },
  accounts_endGrant: { path: at('/v1/grants/{}/end', 'grantId'), expect: 'forbidden' },

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

  facts_list: { path: at(`/v1/facts?limit=200&month=${month}`), expect: 'own' },
  checks_check: { path: at('/v1/runs/checks'), body: () => ({ month }), expect: 'forbidden' },
  runs_start: { path: at('/v1/runs'), body: () => ({ month }), expect: 'forbidden' },
  runs_list: { path: at('/v1/runs'), expect: 'own' },
  runs_one: { path: at('/v1/runs/{}', 'runId'), expect: 'own' },
  runs_cancel: { path: at('/v1/runs/{}/cancel', 'runId'), expect: 'forbidden' },
  runs_resume: { path: at('/v1/runs/{}/resume', 'runId'), expect: 'forbidden' },
  runs_publish: { path: at('/v1/runs/{}/publish', 'runId'), expect: 'forbidden' },
  scores_list: { path: at('/v1/runs/{}/scores?level=member&limit=200', 'runId'), expect: 'own' },
  scores_changes: {
    path: at('/v1/runs/{}/changes?level=member&limit=200', 'runId'),
    expect: 'own',
  },
  scores_explain: {
    path: (hidden) => `/v1/runs/${hidden.runId}/scores/${hidden.personId}`,
    expect: 'hidden',
  },
  schemes_list: { path: at('/v1/schemes'), expect: 'own' },
  schemes_one: { path: at('/v1/schemes/{}', 'schemeId'), expect: 'own' },
  schemes_add: { path: at('/v1/schemes'), body: () => ({}), expect: 'forbidden' },
};

const statuses: Readonly<Record<Attempt['expect'], readonly number[]>> = {
  hidden: [404],
  forbidden: [403],
  own: [200, 204],
  open: [200, 400],
};

const operations = documentedOperations();

/** What a password that must be changed opens; everything else refuses it, in every service. */
const openBeforeChange = new Set<OperationId>(['me_get', 'ownAccess_changePassword']);

async function arrange(world: World): Promise<Hidden> {
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
  const leaving = { toOutside: { name: 'X' }, requestedOn: '2026-10-01', reason: 'own reason' };
  const transfer = expectData(
    await officer.POST('/v1/transfers', { body: { personId, ...leaving } }),
  );
  const { code } = expectData(
    await secretary.GET('/v1/members/{personId}/code', { params: { path: { personId } } }),
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
    transferId: transfer.id,
    exemptionId: exemption.id,
    grantId: grant.id,
    messageId: message?.id ?? '',
    schemeId: scheme?.id ?? '',
    importId: imported.id,
    code,
    sessionId: session?.id ?? '',
    initialPassword: created.initialPassword ?? '',
  };
}

describe('somebody of a sibling branch', () => {
  let suite: TestSuite;
  let world: World;
  let hidden: Hidden;
  /** Logged in with a password that the server made. */
  let unchanged: Api;
  /** Whatever identifies something of the own branch. */
  let secrets: string[];

  beforeAll(async () => {
    suite = await startTestSuite();
    world = await buildWorld(suite);
    hidden = await arrange(world);
    unchanged = new Api(suite.url);
    await unchanged.logIn('third-of-own', hidden.initialPassword);
    const { runId: _shared, schemeId: _alsoShared, ...own } = hidden;
    secrets = [
      ...Object.values(own),
      ...world.own.people.flatMap(({ id, name }) => [id, name]),
      'own branch meeting',
      'own minutes',
    ];
  }, 120_000);

  afterAll(() => suite.stop());

  const attempt = async (
    id: OperationId,
    method: string,
    token: string,
  ): Promise<[number, string]> => {
    const tried = attempts[id];
    const body = method === 'GET' ? undefined : JSON.stringify(tried.body?.(hidden) ?? {});
    const response = await fetch(`${suite.url}${tried.path(hidden)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(method !== 'GET' && { 'idempotency-key': randomUUID(), 'if-match': '"1"' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    });
    return [response.status, await response.text()];
  };

  it('has a row for every operation, and no row is left over', () => {
    expect(Object.keys(attempts).sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    'gets nothing from %s, as its secretary',
    async (id, { method }) => {
      const [status, text] = await attempt(id, method, world.sibling.secretary.accessToken);
      if (!statuses[attempts[id].expect].includes(status))
        throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
      for (const secret of secrets) expect(text).not.toContain(secret);
    },
  );

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    'gets nothing from %s, as a member',
    async (id, { method, permission }) => {
      const [status, text] = await attempt(id, method, world.sibling.member.accessToken);
      const expected =
        permission !== undefined && permission !== 'own' ? [403] : statuses[attempts[id].expect];
      expect(expected).toContain(status);
      for (const secret of secrets) expect(text).not.toContain(secret);
    },
  );

  it.each(
    operations
      .filter(({ id, isPublic }) => !isPublic && !openBeforeChange.has(id))
      .map((operation) => [operation.id, operation] as const),
  )('gets nothing from %s, whose password must be changed first', async (id, { method }) => {
    const [status, text] = await attempt(id, method, unchanged.accessToken);
    expect([status, text]).toEqual([403, expect.stringContaining('auth.password_must_change')]);
  });

  it('is right to find nothing: the own secretary finds it all', async () => {
    const token = world.own.secretary.accessToken;
    for (const id of [
      'organizations_get',
      'people_get',
      'memberCodes_get',
      'activities_get',
      'attendance_list',
    ] as const) {
      const [status, text] = await attempt(id, 'GET', token);
      expect([id, status]).toEqual([id, 200]);
      expect(secrets.some((secret) => text.includes(secret))).toBe(true);
    }
    for (const id of [
      'activities_list',
      'facts_list',
      'scores_list',
      'scores_explain',
      'people_list',
    ] as const) {
      const [status, text] = await attempt(id, 'GET', token);
      expect([id, status]).toEqual([id, 200]);
      expect(secrets.some((secret) => text.includes(secret))).toBe(true);
    }
  });
});
