import { type Permission, permissions, permits, type Role } from '#libs/contracts';
import type { Attempt } from './attempts/attempt.js';
import { attempts } from './attempts/attempts.js';
import type { DocumentedOperation, OperationId } from './document.js';
import type { Hidden } from './hidden.js';
import type { Known, Viewer } from './viewers.js';

/** What must come of an attempt. */
export interface Expected {
  readonly statuses: readonly number[];
  /** Of whom or what nothing may be in the answer. */
  readonly never?: keyof Known;
  /** Of whom or what something must be in the answer, if that is text. */
  readonly shows?: keyof Known;
  readonly code?: string;
}

/** As the rows say it, of somebody of a sibling branch. `open` is answered 401 where the body says who one is. */
const statuses: Readonly<Record<Attempt['expect'], readonly number[]>> = {
  hidden: [404],
  forbidden: [403],
  own: [200, 204],
  open: [200, 400, 401],
};

/** What a password that must be changed opens; everything else refuses it, in every service. */
const openBeforeChange = new Set<OperationId>(['me_get', 'ownAccess_changePassword']);

/** Rows that name what is of nobody, or find nothing of the own branch that has a name. */
const showsNothing = new Set<OperationId>([
  'advisories_list',
  'memberships_probations',
  'runs_list',
  'runs_one',
  'schemes_list',
  'schemes_one',
  'scores_changes',
]);

/** Rows in whose answer a member is told apart from all others by name or id. */
const showsSelf = new Set<OperationId>(['me_get', 'scans_scan', 'scores_own']);

/** What comes with the suite and holds for every root. */
const ofEverybody = new Set<OperationId>(['schemes_one']);

const refused: Expected = { statuses: [403], never: 'own', code: 'auth.forbidden' };

/** What the operation asks for of the caller's roles; undefined for what is anybody's or one's own. */
function permissionOf({ permission }: DocumentedOperation): Permission | undefined {
  return permissions.find((one) => one === permission);
}

/** In place of ids, so that a row tells which of them it names. */
const names = {
  personId: '<personId>',
  transferId: '<transferId>',
} as const satisfies Partial<Hidden>;
const named = new Proxy(names as Partial<Hidden> as Hidden, {
  get: (known, key) => (key in known ? known[key as keyof typeof names] : '<other>'),
});

const isOfAPerson = (row: Attempt): boolean =>
  Object.values(names).some((name) => row.path(named).includes(name));

type Expectation = (operation: DocumentedOperation, row: Attempt) => Expected | undefined;

/**
 * What may be read by who may read it in the own branch. Writes by those who may are not tried: they would change what
 * the others are tried on.
 */
const reads =
  (role: Role, never?: keyof Known): Expectation =>
  (operation, row) => {
    const permission = permissionOf(operation);
    const also = never && { never };
    if (operation.isPublic) return { statuses: statuses[row.expect], ...also };
    if (permission !== undefined && !permits(role, permission)) return { ...refused, ...also };
    if (operation.method !== 'GET') return undefined;
    if (permission === undefined) return { ...ownOf(row), ...also };
    // Where the sibling lacks the permission, the row may ask for what is not there yet.
    if (row.expect === 'forbidden') return { statuses: [200, 404, 409], ...also };
    const isShown = row.expect !== 'open' && !showsNothing.has(operation.id);
    return { statuses: [200], ...also, ...(isShown && { shows: 'shown' }) };
  };

/** One's own: an account of no person has none of a person's. */
const ownOf = (row: Attempt): Expected => ({ statuses: [...statuses[row.expect], 403] });

const expectations: Readonly<Record<Viewer, Expectation>> = {
  anonymous: ({ isPublic }, row) =>
    isPublic
      ? { statuses: statuses[row.expect], never: 'own' }
      : { statuses: [401], never: 'own', code: 'auth.token_' },

  siblingSecretary: (_, row) => ({ statuses: statuses[row.expect], never: 'own' }),

  siblingMember: (operation, row) =>
    permissionOf(operation) ? refused : { statuses: statuses[row.expect], never: 'own' },

  unchanged: ({ isPublic, id }) =>
    isPublic || openBeforeChange.has(id)
      ? undefined
      : { statuses: [403], never: 'own', code: 'auth.password_must_change' },

  // All permissions, nowhere near: what is named by an id is not there, and all else is of the other root.
  otherRoot: (operation, row) => {
    if (!permissionOf(operation)) return { ...ownOf(row), never: 'own' };
    const isFound = ofEverybody.has(operation.id);
    if (isFound) return { statuses: [200], never: 'own' };
    if (operation.method === 'GET') {
      if (operation.path.includes('{')) return { statuses: [404], never: 'own' };
      return { statuses: row.path(named).includes('<') ? [200, 404] : [200], never: 'own' };
    }
    // A row that gives no whole body is refused for that, before anybody looks for the thing.
    if (operation.path.includes('{')) return { statuses: [400, 404], never: 'own' };
    const isOfOwn = JSON.stringify(row.body?.(named) ?? {}).includes('<');
    if (isOfOwn && row.expect !== 'own') return { statuses: [403, 404, 422], never: 'own' };
    return { statuses: [200, 201, 202, 400, 415], never: 'own' };
  },

  auditor: reads('auditor'),

  integrator: (operation, row) => {
    const permission = permissionOf(operation);
    if (permission === 'members.read') return reads('auditor')(operation, row);
    if (permission) return refused;
    if (!operation.isPublic && !operation.isOpenToPrograms) return refused;
    const isScan = operation.id === 'scans_scan';
    return { statuses: statuses[row.expect], ...(isScan && { shows: 'shown' }) };
  },

  own: reads('branch_secretary', 'sibling'),

  parent: reads('committee_officer'),

  // What it may do it may do in the group: of the branch above there is nothing, to be read or written.
  child: (operation, row) => {
    const permission = permissionOf(operation);
    const isRead = operation.method === 'GET';
    if (!permission)
      return operation.isPublic || isRead ? { statuses: statuses[row.expect] } : undefined;
    if (!permits('group_leader', permission)) return { ...refused, never: 'aboveTheGroup' };
    if (!isOfAPerson(row)) return { statuses: statuses[row.expect], never: 'aboveTheGroup' };
    return isRead ? { statuses: [200], never: 'aboveTheGroup', shows: 'shown' } : undefined;
  },

  // By the ids of its own: no role lets it read them as others do, and what is its own shows nobody else.
  self: (operation, row) => {
    if (permissionOf(operation)) return { ...refused, never: 'others' };
    const isShown = showsSelf.has(operation.id);
    if (operation.method !== 'GET' && !isShown) return undefined;
    return { statuses: statuses[row.expect], never: 'others', ...(isShown && { shows: 'self' }) };
  },
};

export function expected(viewer: Viewer, operation: DocumentedOperation): Expected | undefined {
  return expectations[viewer](operation, attempts[operation.id]);
}
