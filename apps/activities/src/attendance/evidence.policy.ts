import type { FieldError } from '#libs/contracts';
import { evidenceInvalid } from './attendance.errors.js';

export const evidenceKinds = ['link', 'sign_in_sheet', 'note'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly value: string;
}

/** Links are shown to be followed: only web addresses, never `javascript:` and its like. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** @throws activities.evidence_invalid */
export function refuseEvidence(evidence: readonly Evidence[]): void {
  const errors = evidence.flatMap(({ kind, value }, index): FieldError[] =>
    kind !== 'link' || isWebAddress(value)
      ? []
      : [
          {
            pointer: `/evidence/${index}/value`,
            code: 'link',
            message: { zh: '应为 http(s) 网址', en: 'must be an http(s) address' },
          },
        ],
  );
  if (errors.length > 0) throw evidenceInvalid(errors);
}
