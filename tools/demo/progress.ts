export interface DemoProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

export type Report = (progress: DemoProgress) => void;

/** One phase of the load, which counts up as its pieces are done. */
export class Phase {
  private done = 0;

  constructor(
    private readonly report: Report,
    private readonly phase: string,
    private readonly total: number,
  ) {
    this.tell();
  }

  /** Wraps the work for one piece so that it is counted when it is done. */
  counting<T>(work: (item: T) => Promise<void>): (item: T) => Promise<void> {
    return async (item) => {
      await work(item);
      this.done += 1;
      this.tell();
    };
  }

  private tell(): void {
    this.report({ phase: this.phase, done: this.done, total: this.total });
  }
}
