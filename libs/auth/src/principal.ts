import { DomainError, type Permission, permits, type Role } from '#libs/contracts';
import { isWithin, mergeRanges, type PathRange, subtree } from '#libs/database';

/** A role held in an organization, as it counts today. */
export interface HeldRole {
  readonly role: Role;
  readonly organizationId: string;
  readonly path: string;
}

/** Who is asking, and what they hold. Made from the verified token and the directory, never from a header. */
export class Principal {
  constructor(
    readonly accountId: string,
    /** Null for accounts that belong to no person (the first administrator, integrators). */
    readonly personId: string | null,
    readonly sessionId: string,
    readonly roles: readonly HeldRole[],
    /** The password is one that others know: until it is changed, the guard lets through to that only. */
    readonly mustChangePassword = false,
  ) {}

  may(permission: Permission): boolean {
    return this.roles.some((held) => permits(held.role, permission));
  }

  /** The subtrees in which the permission is held: the scope of every query. */
  ranges(permission: Permission): PathRange[] {
    return mergeRanges(
      this.roles.filter((held) => permits(held.role, permission)).map((held) => subtree(held.path)),
    );
  }

  mayAt(permission: Permission, path: string): boolean {
    return isWithin(path, this.ranges(permission));
  }

  /** @throws auth.forbidden for an account that is no person's, where the thing asked for is a person's own. */
  requirePerson(): string {
    if (this.personId === null) throw new DomainError('auth.forbidden');
    return this.personId;
  }
}
