import { withinRanges } from '#libs/database';
import { homeOrganization } from '../people/people.repository.js';

/** For statements over `accounts account`: its person, or a role given to it, is within the ranges. */
export const accountWithin = (first: number, second: number): string => `(
  exists (select from organizations organization
    where organization.id = ${homeOrganization('account.person_id')} and ${withinRanges('organization.path', first, second)})
  or exists (select from grants held join organizations organization on organization.id = held.organization_id
    where held.account_id = account.id and ${withinRanges('organization.path', first, second)}))`;
