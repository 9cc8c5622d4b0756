import type { Role } from '#libs/contracts';
import type { Content } from './templates.js';

/** Whoever holds the role in the organization, now or later. */
export interface OfficeAddress {
  readonly organizationId: string;
  readonly role: Role;
}

/** To one person, or to an office. */
export type Address = { readonly personId: string } | OfficeAddress;

/** A message to be kept: which text, with what, for whom. Never the text itself, never personal data. */
export type NewMessage = Content & {
  readonly to: Address;
  /** What it tells of; one source tells the same of one subject once. */
  readonly sourceId: string;
  readonly subjectId: string;
};
