import type { Principal } from '#libs/auth';
import type { Role } from '#libs/contracts';

/** Who opens the inbox: what is addressed to the person, and what to the roles held today. */
export interface Reader {
  /** Under whose id "read" is kept: the person's, or the account's where it is no person's. */
  readonly id: string;
  readonly personId: string | null;
  readonly offices: readonly { readonly organizationId: string; readonly role: Role }[];
}

export function readerOf(principal: Principal): Reader {
  return {
    id: principal.personId ?? principal.accountId,
    personId: principal.personId,
    offices: principal.roles.map(({ organizationId, role }) => ({ organizationId, role })),
  };
}
