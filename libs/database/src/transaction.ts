import type { DataSource, EntityManager } from 'typeorm';
import { span } from '#libs/observability';

/** A transaction in hand. Functions that take one write; they never open their own. */
export type Transaction = EntityManager;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const ATTEMPTS = 4;

const hooks = new WeakMap<Transaction, (() => void)[]>();

/** Runs `hook` once the transaction is committed; never, when it is rolled back. */
export function afterCommit(tx: Transaction, hook: () => void): void {
  const waiting = hooks.get(tx) ?? [];
  waiting.push(hook);
  hooks.set(tx, waiting);
}

function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

/**
 * Opens the one transaction of a use case. A deadlock or a serialization failure repeats the whole of it, so `work`
 * must have no effect outside the database.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      let committed: Transaction | undefined;
      const result = await span('transaction', { attributes: { attempt } }, () =>
        dataSource.transaction((tx) => {
          committed = tx;
          return work(tx);
        }),
      );
      if (committed) for (const hook of hooks.get(committed) ?? []) hook();
      return result;
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}
