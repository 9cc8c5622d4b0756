import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { Permission } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import type { TransferDto } from './dto/transfer.dto.js';
import type { StopTransferRequest, TransferStepRequest } from './dto/transfer-request.dto.js';
import { IssuedLetters } from './issued-letters.js';
import { TransferAcceptance } from './transfer-acceptance.js';
import { TransferRecords } from './transfer-records.js';
import { type LaterStep, permissionFor, sideOf, stateOn, stepFault } from './transfer.policy.js';
import {
  notTheBranchs,
  otherSidesStep,
  refusedStep,
  transferNotFound,
} from './transfers.errors.js';
import { type LockedTransfer, TransfersRepository } from './transfers.repository.js';

/** How transfers go on: each step by the side whose it is, and a line of its own. */
@Injectable()
export class TransferStepsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transfers: TransfersRepository,
    private readonly records: TransferRecords,
    private readonly letters: IssuedLetters,
    private readonly acceptance: TransferAcceptance,
  ) {}

  approveOut(principal: Principal, id: string, body: TransferStepRequest): Promise<TransferDto> {
    return this.step(principal, id, 'approved_out', body);
  }

  issueLetter(principal: Principal, id: string, body: TransferStepRequest): Promise<TransferDto> {
    return this.step(principal, id, 'letter_issued', body);
  }

  accept(principal: Principal, id: string, body: TransferStepRequest): Promise<TransferDto> {
    return this.step(principal, id, 'accepted', body);
  }

  reject(principal: Principal, id: string, body: StopTransferRequest): Promise<TransferDto> {
    return this.step(principal, id, 'rejected', body);
  }

  withdraw(principal: Principal, id: string, body: StopTransferRequest): Promise<TransferDto> {
    return this.step(principal, id, 'withdrawn', body);
  }

  /** Whose transfer it is, whoever asked for it. */
  withdrawOwn(principal: Principal, id: string, body: StopTransferRequest): Promise<TransferDto> {
    const personId = principal.requirePerson();
    return inCommand(this.dataSource, async (tx) => {
      await this.records.showOwn(tx, personId, id);
      await this.take(
        tx,
        principal,
        { transfer: await this.locked(tx, id), step: 'withdrawn' },
        body,
      );
      return this.records.showOwn(tx, personId, id);
    });
  }

  private step(
    principal: Principal,
    id: string,
    step: LaterStep,
    body: TransferStepRequest,
  ): Promise<TransferDto> {
    return inCommand(this.dataSource, async (tx) => {
      await this.records.show(tx, principal, id);
      const transfer = await this.locked(tx, id);
      await this.requireSide(tx, principal, transfer, step);
      await this.take(tx, principal, { transfer, step }, body);
      return this.records.show(tx, principal, id);
    });
  }

  private async requireSide(
    tx: Transaction,
    principal: Principal,
    transfer: LockedTransfer,
    step: LaterStep,
  ): Promise<void> {
    const { fromOrganizationId, toOrganizationId } = transfer;
    const whose = sideOf(step, transfer) === 'in' ? toOrganizationId : fromOrganizationId;
    const holds = (permission: Permission): Promise<boolean> =>
      this.transfers.isWithin(tx, whose, principal.ranges(permission));
    if (await holds(permissionFor(step, transfer))) return;
    throw (await holds('transfers.handle')) ? notTheBranchs() : otherSidesStep();
  }

  private async locked(tx: Transaction, id: string): Promise<LockedTransfer> {
    const transfer = await this.transfers.lock(tx, id);
    if (!transfer) throw transferNotFound();
    return transfer;
  }

  private async take(
    tx: Transaction,
    principal: Principal,
    { transfer, step }: { readonly transfer: LockedTransfer; readonly step: LaterStep },
    body: TransferStepRequest,
  ): Promise<void> {
    const { id } = transfer;
    const { doneOn } = body;
    const reason = body.reason ?? null;
    const today = this.records.today();
    const fault = stepFault(transfer, step, doneOn, today);
    if (fault) throw refusedStep(fault, stateOn(transfer, today), transfer.expiresOn);
    const doneBy = principal.accountId;
    if (step === 'accepted') {
      const letter = `党员组织关系介绍信 ${transfer.letterNumber ?? ''}`;
      const decision = reason === null ? letter : `${letter}；${reason}`;
      await this.acceptance.accept(tx, transfer, { on: doneOn, decision, by: doneBy });
    }
    if (step === 'letter_issued') await this.letters.issue(tx, id, doneOn);
    else await this.transfers.setState(tx, id, step, step === 'approved_out' ? null : doneOn);
    await this.transfers.addStep(tx, id, { step, doneOn, reason, doneBy });
  }
}
