import type { Reader } from './reader.js';

/** The offices a reader holds, as rows; `$2` and `$3` of `readerValues`. */
export const offices = 'unnest($2::uuid[], $3::text[]) as office(organization_id, role)';

/** The scope predicate of every statement on one message: addressed to the person, or to an office held today. */
export function addressedTo(alias: string): string {
  return `(${alias}.recipient_person_id = $1 or exists (select from ${offices}
    where office.organization_id = ${alias}.organization_id and office.role = ${alias}.role))`;
}

/** `$1` to `$3` of `addressedTo`. */
export function readerValues(reader: Reader): [string | null, string[], string[]] {
  return [
    reader.personId,
    reader.offices.map((office) => office.organizationId),
    reader.offices.map((office) => office.role),
  ];
}
