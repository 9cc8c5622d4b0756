import { DomainError, type FieldError, fieldInvalid } from '#libs/contracts';
import type { CategoryFault, MoveFault } from './organization.policy.js';
import type { Remaining } from './organization-tree.repository.js';

export function organizationNotFound(pointer?: string): DomainError {
  const errors: FieldError[] = pointer
    ? [
        {
          pointer,
          code: 'unknown_id',
          message: { zh: '没有这个组织', en: 'is no organization of yours' },
        },
      ]
    : [];
  return new DomainError('organizations.not_found', { errors });
}

export const placeNotAllowed = (): DomainError =>
  new DomainError('organizations.place_not_allowed', {
    errors: [
      {
        pointer: '/parentId',
        code: 'place',
        message: {
          zh: '党委设在最上级或党委之下，党总支设在党委之下，党支部设在党委或党总支之下，党小组设在党支部之下',
          en: 'a committee stands at the root or below a committee, a general branch below a committee, a branch below either, a group below a branch',
        },
      },
    ],
  });

const sameLine = {
  zh: '党支部之下，以及非党组织之下，只能设同一条线的组织',
  en: 'below a branch, and below what is not of the Party, stands only what is of the same line',
};

export const lineWrong = (): DomainError => fieldInvalid('/line', 'line', sameLine);

const categoryFaults = {
  needed: { zh: '党支部须注明类别', en: 'is needed for a branch' },
  not_taken: { zh: '党委和党总支没有类别', en: 'is for branches only' },
  differs: { zh: '党小组的类别须与所在党支部一致', en: 'is the one of the branch for a group' },
} as const satisfies Record<CategoryFault, { zh: string; en: string }>;

export const categoryWrong = (fault: CategoryFault): DomainError =>
  fieldInvalid('/category', fault, categoryFaults[fault]);

export const codeTaken = (cause?: unknown): DomainError =>
  new DomainError('organizations.code_taken', {
    errors: [{ pointer: '/code', code: 'taken', message: { zh: '已被使用', en: 'is taken' } }],
    cause,
  });

export const rootExists = (): DomainError => new DomainError('organizations.root_exists');

export const organizationDissolved = (): DomainError => new DomainError('organizations.dissolved');

export const rootStays = (): DomainError => new DomainError('organizations.root_stays');

export const organizationNotEmpty = (remaining: Remaining): DomainError =>
  new DomainError('organizations.not_empty', { extensions: { ...remaining } });

const beforeFounding = { zh: '不能早于成立日期', en: 'is before the founding' };

const inFuture = { zh: '不能晚于今天', en: 'lies in the future' };

export const electedInFuture = (): DomainError => fieldInvalid('/electedOn', 'future', inFuture);

export const electedBeforeFounding = (): DomainError =>
  fieldInvalid('/electedOn', 'before_start', beforeFounding);

export const dissolvedInFuture = (): DomainError =>
  fieldInvalid('/dissolvedOn', 'future', inFuture);

export const dissolvedBeforeFounding = (): DomainError =>
  fieldInvalid('/dissolvedOn', 'before_start', beforeFounding);

const moveRefusals = {
  root_stays: rootStays,
  cycle: () => new DomainError('organizations.move_makes_cycle'),
  place: placeNotAllowed,
  line: () =>
    new DomainError('organizations.place_not_allowed', {
      errors: [{ pointer: '/parentId', code: 'line', message: sameLine }],
    }),
  future: () => fieldInvalid('/movedOn', 'future', inFuture),
  before_start: () =>
    fieldInvalid('/movedOn', 'before_start', {
      zh: '早于该组织来到现上级之下的日期',
      en: 'is before the day on which the organization came to where it is',
    }),
  before_founding: () =>
    fieldInvalid('/movedOn', 'before_founding', {
      zh: '早于新上级的成立日期',
      en: 'is before the founding of the organization above',
    }),
} as const satisfies Record<MoveFault, () => DomainError>;

export const refusedMove = (fault: MoveFault): DomainError => moveRefusals[fault]();
