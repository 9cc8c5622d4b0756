import { afterCommit, type Transaction } from '#libs/database';
import type { DirectoryProjector } from './directory-projector.js';

/** The bell rang: pull once the mark "heard" is committed, since no HTTP call belongs into a transaction. */
export function pullAfter(tx: Transaction, projector: DirectoryProjector): void {
  afterCommit(tx, () => {
    projector.wake();
  });
}
