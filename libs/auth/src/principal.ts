import {
  covers,
  DomainError,
  type Permission,
  permits,
  type Role,
  type Scope,
} from '#libs/contracts';
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
    /** Of a program's token: what it may be used for, of what the roles permit. Null: for all of it. */
    readonly scopes: readonly Scope[] | null = null,
  ) {}

  /** The same caller, with what it holds by now. */
  holding(personId: string | null, roles: readonly HeldRole[]): Principal {
    const { accountId, sessionId, mustChangePassword, scopes } = this;
    return new Principal(accountId, personId, sessionId, roles, mustChangePassword, scopes);
  }

  /** A program, which has nothing of its own and is nobody's account. */
  get isProgram(): boolean {
    return this.scopes !== null;
  }

  may(permission: Permission): boolean {
    return this.isInScope(permission) && this.roles.some((held) => permits(held.role, permission));
  }

  /** The subtrees in which the permission is held: the scope of every query. */
  ranges(permission: Permission): PathRange[] {
    if (!this.isInScope(permission)) return [];
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

  private isInScope(permission: Permission): boolean {
    return this.scopes?.some((scope) => covers(scope, permission)) ?? true;
  }
}
