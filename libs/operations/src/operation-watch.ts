import type { Operation } from './operation.js';

const POLL_MS = 500;

type Listener = (operation: Operation) => void;

/** Reads one operation twice a second, once for all who watch it; begins with the first of them, ends with the last. */
export class OperationWatch {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly read: () => Promise<Operation | undefined>) {}

  get isIdle(): boolean {
    return this.listeners.size === 0;
  }

  add(listener: Listener): void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.schedule();
  }

  remove(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.isIdle) clearTimeout(this.timer);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.poll().finally(() => {
        if (!this.isIdle) this.schedule();
      });
    }, POLL_MS);
  }

  private async poll(): Promise<void> {
    // While the database is away nothing is told; the watchers stay for when it is back.
    const operation = await this.read().catch(() => undefined);
    if (operation) for (const listener of [...this.listeners]) listener(operation);
  }
}
