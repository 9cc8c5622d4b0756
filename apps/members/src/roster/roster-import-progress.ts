import type { RosterProgress } from './roster-import.js';

const TOLD_EVERY_MS = 400;

/** Tells how far an import is, a few times a second and one at a time: beside the work, which never waits for it. */
export class RosterImportProgress {
  private latest: RosterProgress | undefined;
  private toldAt = Number.NEGATIVE_INFINITY;
  private telling: Promise<void> | undefined;

  constructor(private readonly write: (progress: RosterProgress) => Promise<void>) {}

  at(phase: RosterProgress['phase'], done: number, total: number | null): void {
    const isNew = this.latest?.phase !== phase;
    this.latest = { phase, done, total };
    if (!isNew && performance.now() < this.toldAt + TOLD_EVERY_MS) return;
    this.toldAt = performance.now();
    this.telling ??= this.tell().finally(() => {
      this.telling = undefined;
    });
  }

  /** Before the row is completed, so that nothing told late comes after it. */
  async settle(): Promise<void> {
    await this.telling;
  }

  private async tell(): Promise<void> {
    // Where it cannot be told, the work itself will find out why.
    if (this.latest) await this.write(this.latest).catch(() => undefined);
  }
}
