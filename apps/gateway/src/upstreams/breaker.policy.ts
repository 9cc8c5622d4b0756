/** Failures in a row after which a copy is left alone; a single one may be the request's fault. */
const FAILURES = 5;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/**
 * Whether one copy of a service is worth asking: closed while it answers; open, for a pause that doubles, when it has
 * failed too often in a row or is not there at all; then a single request tries whether it is back.
 */
export class Breaker {
  private failures = 0;
  private pause = FIRST_PAUSE_MS;
  /** 0 while closed. */
  private openUntil = 0;
  private trying = false;
  private quick = false;

  allows(now: number): boolean {
    return now >= this.openUntil;
  }

  /** How long until it may be asked again. */
  waitMs(now: number): number {
    return Math.max(0, this.openUntil - now);
  }

  /**
   * Whether who asks is told at once that nobody can work there. Where no copy is worth asking, such a one is asked all
   * the same: it may have come back within the pause, just as the last of the others went.
   */
  get isQuick(): boolean {
    return this.quick;
  }

  /** A request is on its way. Where it is the trial, the others keep away until it has told, or for a pause. */
  begin(now: number): void {
    if (this.openUntil === 0) return;
    this.trying = true;
    this.openUntil = now + this.pause;
  }

  succeeded(): void {
    this.failures = 0;
    this.pause = FIRST_PAUSE_MS;
    this.openUntil = 0;
    this.trying = false;
    this.quick = false;
  }

  failed(now: number): void {
    this.failures += 1;
    this.quick = false;
    if (this.trying || this.failures >= FAILURES) this.open(now);
  }

  /** Nobody is found there: no need to ask five times. */
  absent(now: number): void {
    this.quick = false;
    this.open(now);
  }

  /** It refuses by itself, as nobody listens or who does cannot work. */
  refused(now: number): void {
    this.quick = true;
    this.open(now);
  }

  private open(now: number): void {
    // Requests that were under way together fail together: that is one failure, and one pause.
    if (now < this.openUntil && !this.trying) return;
    this.trying = false;
    this.openUntil = now + this.pause;
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }
}
