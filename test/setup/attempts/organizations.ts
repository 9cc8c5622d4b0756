import { at, type Attempts } from './attempt.js';

/** Organizations, their offices, codes and rules. */
export const organizations = {
  organizations_list: { path: at('/v1/organizations?limit=200'), expect: 'own' },
  organizations_get: { path: at('/v1/organizations/{}', 'organizationId'), expect: 'hidden' },
  exemptions_voters: {
    path: at('/v1/organizations/{}/voters', 'organizationId'),
    expect: 'hidden',
  },
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
} satisfies Attempts;
