import { DomainError, type FieldError } from '#libs/contracts';
import type { CategoryFault } from './organization.policy.js';

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

const categoryFaults = {
  needed: { zh: '党支部须注明类别', en: 'is needed for a branch' },
  not_taken: { zh: '党委和党总支没有类别', en: 'is for branches only' },
  differs: { zh: '党小组的类别须与所在党支部一致', en: 'is the one of the branch for a group' },
} as const satisfies Record<CategoryFault, { zh: string; en: string }>;

export const categoryWrong = (fault: CategoryFault): DomainError =>
  new DomainError('request.invalid', {
    errors: [{ pointer: '/category', code: fault, message: categoryFaults[fault] }],
  });

export const codeTaken = (cause?: unknown): DomainError =>
  new DomainError('organizations.code_taken', {
    errors: [{ pointer: '/code', code: 'taken', message: { zh: '已被使用', en: 'is taken' } }],
    cause,
  });

export const rootExists = (): DomainError => new DomainError('organizations.root_exists');

export const organizationDissolved = (): DomainError => new DomainError('organizations.dissolved');
