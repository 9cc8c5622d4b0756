import type { Dto } from '#libs/sdk';

const SHOWN_ERRORS = 10;

/** Work that ended otherwise than it should. */
export class OperationFailed extends Error {
  constructor({ id, status, problem }: Dto<'OperationDto'>) {
    const errors = (problem?.errors ?? [])
      .slice(0, SHOWN_ERRORS)
      .map(({ pointer, message }) => `  ${pointer}: ${message}`);
    super([`${id} ${status}: ${problem?.title ?? 'it was stopped'}`, ...errors].join('\n'));
    this.name = 'OperationFailed';
  }
}
