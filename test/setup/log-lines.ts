import type { LogDestination } from '#libs/observability';

export interface LogLine {
  readonly service: string;
  readonly msg: string;
  readonly traceId?: string;
  readonly traceIds?: readonly string[];
  readonly queue?: string;
  readonly route?: string;
  readonly [field: string]: unknown;
}

/** Takes down what the services of a suite log. */
export class LogLines implements LogDestination {
  private readonly written: string[] = [];

  write(line: string): void {
    this.written.push(line);
  }

  /** Everything, as it was written. */
  get text(): string {
    return this.written.join('');
  }

  /** The lines that belong to a trace, alone or among others. */
  of(traceId: string): LogLine[] {
    return this.written
      .filter((line) => line.includes(traceId))
      .map((line) => JSON.parse(line) as LogLine)
      .filter((line) => line.traceId === traceId || line.traceIds?.includes(traceId));
  }
}
