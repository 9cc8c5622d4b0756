import { DomainError, type FieldError } from '#libs/contracts';

export function personNotFound(pointer?: string): DomainError {
  const errors: FieldError[] = pointer
    ? [
        {
          pointer,
          code: 'unknown_id',
          message: { zh: '没有这名党员', en: 'is no member of yours' },
        },
      ]
    : [];
  return new DomainError('members.not_found', { errors });
}

export const exportNotAcceptable = (): DomainError => new DomainError('request.not_acceptable');
