import type { Reader } from './reader.js';

/** The offices a reader holds, as rows; `$2` and `$3` of `readerValues`. */
const offices = 'unnest($2::uuid[], $3::text[]) as office(organization_id, role)';

/** The scope predicate of every statement on one message: addressed to the person, or to an office held today. */
export function addressedTo(alias: string): string {
  return `(${alias}.recipient_person_id = $1 or exists (select from ${offices}
    where office.organization_id = ${alias}.organization_id and office.role = ${alias}.role))`;
}

/**
 * Where a statement is on all of a reader's messages: own ones and the offices' apart, each by its index, for an `or` of
 * both would walk the whole table. `$1` to `$3` of `readerValues`.
 */
export const own = 'messages message where message.recipient_person_id = $1';
export const ofOffices = `messages message
  join (select distinct organization_id, role from ${offices}) office using (organization_id, role) where true`;

/** `$4` is the reader, under whose id readings are kept. */
export const unread = `not exists (select from readings seen where seen.message_id = message.id and seen.reader_id = $4)`;

/** `$1` to `$3` of `addressedTo`, `own` and `ofOffices`. */
export function readerValues(reader: Reader): [string | null, string[], string[]] {
  return [
    reader.personId,
    reader.offices.map((office) => office.organizationId),
    reader.offices.map((office) => office.role),
  ];
}
