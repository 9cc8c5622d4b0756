import type { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { Transaction } from '#libs/database';
import type { Operation } from './operation.js';

type On = DataSource | Transaction;

/** How a service finds its long work and stops it. The state lies beside the work; there is no copy of it. */
export abstract class OperationSource {
  /** Undefined where there is none, or none that the principal may see: scope is a predicate of the statement. */
  abstract find(on: On, principal: Principal, id: string): Promise<Operation | undefined>;

  /** How it stands now, for those who were let in before. */
  abstract state(on: On, id: string): Promise<Operation | undefined>;

  /** @throws when there is none, when the principal may not stop it, or when it is over. */
  abstract cancel(tx: Transaction, principal: Principal, id: string): Promise<Operation>;
}
