import type { MemberStanding, Permission } from '#libs/contracts';
import type { TransferFacts, TransferSide, TransferState, TransferStep } from './transfer.js';

/** What a later step follows. A letter that is out is answered: it cannot be withdrawn. */
const after: Readonly<Record<Exclude<TransferStep, 'requested'>, readonly TransferState[]>> = {
  approved_out: ['requested'],
  letter_issued: ['approved_out'],
  accepted: ['letter_issued'],
  rejected: ['letter_issued'],
  withdrawn: ['requested', 'approved_out'],
};
export type LaterStep = keyof typeof after;

/** A letter that has run out is so by the day alone: no timer has to have said it. */
export function stateOn(
  { state, expiresOn }: Pick<TransferFacts, 'state' | 'expiresOn'>,
  today: string,
): TransferState {
  return state === 'letter_issued' && expiresOn !== null && expiresOn < today ? 'expired' : state;
}

export type StepFault = 'expired' | 'not_now' | 'future' | 'before_last';

export function stepFault(
  transfer: TransferFacts,
  step: LaterStep,
  doneOn: string,
  today: string,
): StepFault | undefined {
  const state = stateOn(transfer, today);
  const answers = after[step].includes('letter_issued');
  if (state === 'expired' && answers) return 'expired';
  if (!after[step].includes(state)) return 'not_now';
  if (doneOn > today) return 'future';
  return doneOn < transfer.lastStepOn ? 'before_last' : undefined;
}

/**
 * Which side takes a step: the sending one until the letter is out, then the receiving one. Who is outside the suite
 * takes none in it: what they answer is entered by the other side, on receipt of it (回执).
 */
export function sideOf(
  step: LaterStep,
  { toOrganizationId }: Pick<TransferFacts, 'toOrganizationId'>,
): TransferSide {
  const answers = step === 'accepted' || step === 'rejected';
  return answers && toOrganizationId !== null ? 'in' : 'out';
}

/**
 * What lets somebody take a step. A branch answers itself what is addressed to it, and withdraws what leaves it as it
 * may ask for it; to let a member go, and to end a membership on receipt from outside, is for who manages members.
 */
export function permissionFor(
  step: LaterStep,
  transfer: Pick<TransferFacts, 'toOrganizationId'>,
): Permission {
  const isTheBranchs = step === 'withdrawn' || sideOf(step, transfer) === 'in';
  return isTheBranchs ? 'transfers.handle' : 'members.manage';
}

/** Who floated has come home where they are taken in; who is long sick is so there too. */
export function standingAfter(standing: MemberStanding): MemberStanding {
  return standing === 'floating' ? 'regular' : standing;
}

export type LetterStatus = 'valid' | 'expired' | 'used';

/** What a letter is worth to whoever is shown it; one that was answered, either way, is used. */
export function letterStatus(
  transfer: Pick<TransferFacts, 'state' | 'expiresOn'>,
  today: string,
): LetterStatus {
  const state = stateOn(transfer, today);
  if (state === 'expired') return 'expired';
  return state === 'letter_issued' ? 'valid' : 'used';
}

/** 2026-0012: counted anew every year, as the stubs (存根) of letters are. */
export function letterNumber(year: number, count: number): string {
  return `${year}-${String(count).padStart(4, '0')}`;
}
