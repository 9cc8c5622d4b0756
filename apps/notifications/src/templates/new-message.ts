import type { Role } from '#libs/contracts';
import type { ScoreParams, TemplateName } from './templates.js';

/** To one person, or to whoever holds the role in the organization. */
export type Address =
  { readonly personId: string } | { readonly organizationId: string; readonly role: Role };

/** A message to be kept: which text, with what, for whom. Never the text itself, never personal data. */
export interface NewMessage {
  readonly template: TemplateName;
  readonly to: Address;
  /** What it tells of; one source tells the same of one subject once. */
  readonly sourceId: string;
  readonly subjectId: string;
  readonly params: ScoreParams;
}
