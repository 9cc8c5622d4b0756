/** What people do of a transfer; each at most once. */
export const transferSteps = [
  'requested',
  'approved_out',
  'letter_issued',
  'accepted',
  'rejected',
  'withdrawn',
] as const;
export type TransferStep = (typeof transferSteps)[number];

/** How far a transfer is: the last step, or that the letter has run out, which nobody does. */
export const transferStates = [...transferSteps, 'expired'] as const;
export type TransferState = (typeof transferStates)[number];

export const transferSides = ['out', 'in'] as const;
export type TransferSide = (typeof transferSides)[number];

/** As far as the rules ask. */
export interface TransferFacts {
  /** As it was left; `stateOn` says what it is today. */
  readonly state: TransferState;
  /** Null: from outside the suite. */
  readonly fromOrganizationId: string | null;
  /** Null: to outside the suite. */
  readonly toOrganizationId: string | null;
  /** The last day on which the letter is good. */
  readonly expiresOn: string | null;
  /** The day of the last step. */
  readonly lastStepOn: string;
}
