/** What waits for a day, as SQL: it is told of, and as long as it waits it is not forgotten that it was. */

/** Of a `membership`: nobody has decided the probation yet. */
export const isOnProbation = `membership.kind = 'probationary' and membership.ends_on is null`;

/** Of an `organization`: it elects, and somebody was elected. */
export const hasTerm = `organization.line = 'party' and organization.type <> 'group'
  and organization.elected_on is not null and organization.dissolved_on is null`;

/** Of a `transfer`: its letter is out. Who has left since, and is sent from here, is taken in by nobody. */
export const isUnanswered = `transfer.closed_on is null and transfer.state = 'letter_issued'
  and (transfer.from_organization_id is null or exists (select from memberships membership
    where membership.person_id = transfer.person_id and membership.ends_on is null))`;
