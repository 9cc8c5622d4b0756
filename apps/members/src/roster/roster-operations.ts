import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import type { Transaction } from '#libs/database';
import {
  type Operation,
  operationNotFound,
  operationOver,
  OperationSource,
} from '#libs/operations';
import type { RosterImport } from './roster-import.js';
import { RosterImportsRepository } from './roster-imports.repository.js';

type On = Pick<Transaction, 'query'>;

function toOperation(row: RosterImport): Operation {
  const { id, status, phase, done, total, problem } = row;
  return {
    id,
    kind: 'members.roster_import',
    status,
    progress: { done, total, phase },
    result: status === 'succeeded' ? `/v1/roster-imports/${id}` : null,
    problem,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/** A roster import as an operation, for the account that sent the roster. */
@Injectable()
export class RosterOperations extends OperationSource {
  constructor(private readonly imports: RosterImportsRepository) {
    super();
  }

  async find(on: On, principal: Principal, id: string): Promise<Operation | undefined> {
    if (!principal.may('roster.import')) return undefined;
    const found = await this.imports.find(on, id, principal.accountId);
    return found && toOperation(found);
  }

  async state(on: On, id: string): Promise<Operation | undefined> {
    const found = await this.imports.find(on, id, null);
    return found && toOperation(found);
  }

  async cancel(tx: Transaction, principal: Principal, id: string): Promise<Operation> {
    if (!principal.may('roster.import')) throw operationNotFound();
    const cancelled = await this.imports.cancel(tx, id, principal.accountId);
    const operation = await this.find(tx, principal, id);
    if (!operation) throw operationNotFound();
    if (!cancelled) throw operationOver();
    return operation;
  }
}
