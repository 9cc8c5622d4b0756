/** Of a hundred requests, ten may be sent again: a service in trouble is not asked twice as much. */
const SHARE = 0.1;
/** What may be saved up, for the moment at which a copy goes away under many requests at once. */
const MOST = 50;

/** Counts what may be sent a second time. */
export class RetryBudget {
  private saved = MOST;

  /** A request has come. */
  earn(): void {
    this.saved = Math.min(MOST, this.saved + SHARE);
  }

  /** True when one more may be sent again, and takes it. */
  spend(): boolean {
    if (this.saved < 1) return false;
    this.saved -= 1;
    return true;
  }
}
