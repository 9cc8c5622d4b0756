export interface OperationProgress {
  readonly done: number;
  readonly total: number | null;
  readonly phase: string;
}

/** Long work, as far as the tools read it. */
export interface Operation {
  readonly status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly progress: OperationProgress;
  readonly problem: {
    readonly code: string;
    readonly title: string;
    readonly errors: readonly { readonly pointer: string; readonly message: string }[];
  } | null;
}

const SHOWN_ERRORS = 10;

/** Work that ended otherwise than it should. */
export class OperationFailed extends Error {
  constructor(id: string, { status, problem }: Operation) {
    const errors = (problem?.errors ?? [])
      .slice(0, SHOWN_ERRORS)
      .map(({ pointer, message }) => `  ${pointer}: ${message}`);
    super([`${id} ${status}: ${problem?.title ?? 'it was stopped'}`, ...errors].join('\n'));
    this.name = 'OperationFailed';
  }
}
