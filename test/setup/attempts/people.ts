import { at, type Attempt, type Attempts } from './attempt.js';

const step = (name: string): Pick<Attempt, 'path' | 'body'> => ({
  path: at(`/v1/transfers/{}/${name}`, 'transferId'),
  body: () => ({ doneOn: '2026-11-01', reason: 'X' }),
});

/** Members, their photos and codes, transfers, rosters. */
export const people = {
  people_list: {
    path: at('/v1/members?limit=200&organizationId={}', 'organizationId'),
    expect: 'own',
  },
  people_get: { path: at('/v1/members/{}', 'personId'), expect: 'hidden' },
  memberExports_download: {
    path: at('/v1/members/export?organizationId={}', 'organizationId'),
    expect: 'forbidden',
  },
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
  memberPhotos_get: { path: at('/v1/members/{}/photo', 'personId'), expect: 'hidden' },
  memberPhotos_set: {
    path: at('/v1/members/{}/photo', 'personId'),
    body: () => ({}),
    expect: 'forbidden',
  },
  memberPhotos_remove: { path: at('/v1/members/{}/photo', 'personId'), expect: 'forbidden' },
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
  exemptions_end: {
    path: at('/v1/exemptions/{}/end', 'exemptionId'),
    body: () => ({ endsOn: '2026-01-02' }),
    expect: 'forbidden',
  },
  partyProbations_impose: {
    path: at('/v1/members/{}/party-probations', 'personId'),
    body: () => ({
      decidedOn: '2025-01-01',
      decision: 'X',
      startsOn: '2025-01-01',
      endsOn: '2025-02-01',
    }),
    expect: 'forbidden',
  },
  partyProbations_list: {
    path: at('/v1/party-probations?organizationId={}', 'organizationId'),
    expect: 'forbidden',
  },
  partyProbations_extend: {
    path: at('/v1/party-probations/{}/extend', 'partyProbationId'),
    body: () => ({ decidedOn: '2026-01-02', decision: 'X', endsOn: '2027-02-01' }),
    expect: 'forbidden',
  },
  partyProbations_end: {
    path: at('/v1/party-probations/{}/end', 'partyProbationId'),
    body: () => ({ decidedOn: '2026-01-02', decision: 'X', endsOn: '2026-01-02' }),
    expect: 'forbidden',
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
  memberships_revoke: {
    path: ({ personId, changeId }) => `/v1/members/${personId}/changes/${changeId}/revoke`,
    body: () => ({ revokedOn: '2026-11-01', decision: 'X', reason: 'X' }),
    expect: 'forbidden',
  },
  memberships_changes: { path: at('/v1/members/{}/changes', 'personId'), expect: 'hidden' },
  memberships_probations: {
    path: at('/v1/probations?organizationId={}', 'organizationId'),
    expect: 'own',
  },
  transfers_request: {
    path: at('/v1/transfers'),
    body: ({ personId }) => ({
      personId,
      toOutside: { name: 'X' },
      requestedOn: '2026-11-01',
      reason: 'X',
    }),
    expect: 'hidden',
  },
  transfers_enter: {
    path: at('/v1/transfers/from-outside'),
    body: ({ personId, organizationId }) => ({
      personId,
      toOrganizationId: organizationId,
      fromOutside: { name: 'X' },
      letterNumber: 'X',
      letterIssuedOn: '2026-11-01',
    }),
    expect: 'forbidden',
  },
  transfers_list: { path: at('/v1/transfers?limit=200'), expect: 'own' },
  transfers_get: { path: at('/v1/transfers/{}', 'transferId'), expect: 'hidden' },
  transfers_approveOut: { ...step('approve-out'), expect: 'forbidden' },
  transfers_issueLetter: { ...step('issue-letter'), expect: 'forbidden' },
  transfers_accept: { ...step('accept'), expect: 'hidden' },
  transfers_reject: { ...step('reject'), expect: 'hidden' },
  transfers_withdraw: { ...step('withdraw'), expect: 'hidden' },
  transferLetters_print: {
    path: at('/v1/transfers/{}/letter.pdf', 'transferId'),
    expect: 'forbidden',
  },
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
  ownCodes_get: { path: at('/v1/me/code'), expect: 'own' },
  ownCodes_svg: { path: at('/v1/me/code.svg'), expect: 'own' },
  ownCodes_png: { path: at('/v1/me/code.png'), expect: 'own' },
  // The secretary of a sibling is a stranger: told that the code is valid, and of which branch.
  scans_photo: { path: at('/v1/scans/photo'), body: ({ code }) => ({ code }), expect: 'hidden' },
  scans_scan: { path: at('/v1/scans'), body: ({ code }) => ({ code }), expect: 'own' },
} satisfies Attempts;
