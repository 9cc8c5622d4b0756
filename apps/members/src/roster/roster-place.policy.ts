import type { OrganizationLine, OrganizationType } from '#libs/contracts';
import { takesMembers } from '../organizations/organization.policy.js';
import type { RosterIssueCode } from './roster-issues.policy.js';

/** What is against putting a member into the organization that a code names; `found` are those of that code. */
export function placeFault(
  found: readonly {
    readonly type: OrganizationType;
    readonly line: OrganizationLine;
    readonly dissolved_on: string | null;
  }[],
): RosterIssueCode | undefined {
  const [organization] = found;
  if (!organization) return 'organization_unknown';
  if (found.length > 1) return 'organization_ambiguous';
  if (!takesMembers(organization)) return 'organization_type';
  return organization.dissolved_on === null ? undefined : 'organization_dissolved';
}
