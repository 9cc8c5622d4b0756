import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { span } from '#libs/observability';
import { databaseFault } from './database-fault.js';

/** A transaction in hand. Functions that take one write; they never open their own. */
export type Transaction = EntityManager;

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 20;

const logger = new Logger('Transaction');
const hooks = new WeakMap<Transaction, (() => void)[]>();

/** Runs `hook` once the transaction is committed; never, when it is rolled back. */
export function afterCommit(tx: Transaction, hook: () => void): void {
  const waiting = hooks.get(tx) ?? [];
  waiting.push(hook);
  hooks.set(tx, waiting);
}

/** What is committed is done, whatever a hook thinks of it. */
function runHooks(tx: Transaction | undefined): void {
  for (const hook of (tx && hooks.get(tx)) ?? []) {
    try {
      hook();
    } catch (error) {
      logger.error({ err: error }, 'a hook failed after the commit');
    }
  }
}

/** Those who got into each other's way come back at different moments. */
function waitBefore(attempt: number): number {
  return Math.random() * FIRST_WAIT_MS * 2 ** attempt;
}

/**
 * Opens the one transaction of a use case, on a connection of the pool or on that of a session. A deadlock or a
 * serialization failure repeats the whole of it, so `work` must have no effect outside the database.
 */
export async function inTransaction<T>(
  on: DataSource | EntityManager,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      let committed: Transaction | undefined;
      const result = await span('transaction', { attributes: { attempt } }, () =>
        on.transaction((tx) => {
          // A session's is the same each time: what an attempt before wanted is not to be done.
          hooks.delete(tx);
          committed = tx;
          return work(tx);
        }),
      );
      runHooks(committed);
      return result;
    } catch (error) {
      if (databaseFault(error) !== 'conflict' || attempt === ATTEMPTS) throw error;
      await pause(waitBefore(attempt));
    }
  }
}
