import { DomainError } from '#libs/contracts';

export const monthNotOver = (): DomainError =>
  new DomainError('assessment.month_not_over', {
    errors: [
      {
        pointer: '/month',
        code: 'not_over',
        message: { zh: '应为已经结束的月份', en: 'must be a month that has ended' },
      },
    ],
  });

export const runNotFound = (): DomainError => new DomainError('assessment.run_not_found');

export const runActive = (cause: unknown): DomainError =>
  new DomainError('assessment.run_active', { cause });

export const runNotDraft = (status: string): DomainError =>
  new DomainError('assessment.run_not_draft', { extensions: { runStatus: status } });

export const runNotCancellable = (status: string): DomainError =>
  new DomainError('assessment.run_not_cancellable', { extensions: { runStatus: status } });

export const runNotResumable = (status: string): DomainError =>
  new DomainError('assessment.run_not_resumable', { extensions: { runStatus: status } });

export const runOutdated = (): DomainError => new DomainError('assessment.run_outdated');

/** The members service cannot be asked for the roster's last changes: scoring without them would be guessing. */
export const directoryAway = (cause: unknown): DomainError =>
  new DomainError('server.unavailable', { cause });
