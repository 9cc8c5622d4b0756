import { DomainError, fieldInvalid } from '#libs/contracts';
import type { TransferState } from './transfer.js';
import type { StepFault } from './transfer.policy.js';

const inFuture = { zh: '不能晚于今天', en: 'lies in the future' };

export const transferNotFound = (): DomainError => new DomainError('transfers.not_found');

export const letterNotValid = (): DomainError => new DomainError('transfers.letter_not_valid');

export const noLetterToPrint = (transferState: TransferState): DomainError =>
  new DomainError('transfers.no_letter', { extensions: { transferState } });

/** They may see it, and it is the others' to do. */
export const otherSidesStep = (): DomainError => new DomainError('transfers.other_side');

/** It is their side's, and decided by who manages members. */
export const notTheBranchs = (): DomainError => new DomainError('auth.forbidden');

export const transferOpen = (cause?: unknown): DomainError =>
  new DomainError('transfers.open_already', { cause });

export const belongsElsewhere = (): DomainError => new DomainError('transfers.belongs_elsewhere');

export const stillMember = (): DomainError => new DomainError('transfers.still_member');

export const notTransferredOut = (): DomainError =>
  new DomainError('transfers.not_transferred_out');

export const sameOrganization = (): DomainError =>
  new DomainError('transfers.target_not_allowed', {
    errors: [
      {
        pointer: '/toOrganizationId',
        code: 'same_organization',
        message: { zh: '该党员已在这个组织', en: 'is where the member belongs already' },
      },
    ],
  });

export const takesNoMembers = (): DomainError =>
  new DomainError('transfers.target_not_allowed', {
    errors: [
      {
        pointer: '/toOrganizationId',
        code: 'organization_type',
        message: {
          zh: '党员只能转到党支部或党小组',
          en: 'takes no members: only branches and groups of the Party do',
        },
      },
    ],
  });

export const onePlaceOnly = (): DomainError =>
  fieldInvalid('/toOrganizationId', 'needed', {
    zh: '须且只须填写 toOrganizationId 和 toOutside 中的一项',
    en: 'give either this or `toOutside`, not both',
  });

export const dayInFuture = (pointer: string): DomainError =>
  fieldInvalid(pointer, 'future', inFuture);

export const dayBeforeAdmission = (pointer: string): DomainError =>
  fieldInvalid(pointer, 'before_admission', { zh: '早于入党日期', en: 'is before the admission' });

export const beforeTargetsFounding = (): DomainError =>
  fieldInvalid('/doneOn', 'before_founding', {
    zh: '早于接收组织的成立日期',
    en: 'is before the founding of the receiving organization',
  });

const refusals = {
  expired: (_: TransferState, expiresOn: string | null) =>
    new DomainError('transfers.letter_expired', { extensions: { expiresOn: expiresOn ?? '' } }),
  not_now: (transferState: TransferState) =>
    new DomainError('transfers.wrong_state', { extensions: { transferState } }),
  future: () => dayInFuture('/doneOn'),
  before_last: () =>
    fieldInvalid('/doneOn', 'before_last_step', {
      zh: '早于上一步的日期',
      en: 'is before the day of the step before',
    }),
} as const satisfies Record<
  StepFault,
  (state: TransferState, expiresOn: string | null) => DomainError
>;

export const refusedStep = (
  fault: StepFault,
  state: TransferState,
  expiresOn: string | null,
): DomainError => refusals[fault](state, expiresOn);
