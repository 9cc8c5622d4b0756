import { dayInShanghai } from '#libs/calendar';
import type { ActivityType, OrganizationType } from '#libs/contracts';
import { organizationDissolved } from './activities.errors.js';
import { refuseStart } from './activity-time.policy.js';
import { refuseTypes } from './activity-type.policy.js';

/** The part of a plan that may not fit the organization or the day. */
export interface PlannedEvent {
  readonly types: readonly ActivityType[];
  readonly startsAt: Date;
}

/**
 * @throws activities.starts_at_out_of_range, activities.organization_dissolved, activities.type_not_for_organization,
 *   activities.types_do_not_combine
 */
export function refusePlan(
  { types, startsAt }: PlannedEvent,
  organization: { readonly type: OrganizationType; readonly dissolvedOn: string | null },
  now: Date,
): void {
  refuseStart(startsAt, now);
  const { dissolvedOn } = organization;
  if (dissolvedOn !== null && dissolvedOn <= dayInShanghai(startsAt)) throw organizationDissolved();
  refuseTypes(types, organization.type);
}
