import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { PathRange, Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import { noMembership } from '../memberships/memberships.errors.js';
import { MembershipsRepository } from '../memberships/memberships.repository.js';
import { organizationNotFound } from '../organizations/organizations.errors.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { TransferDto } from './dto/transfer.dto.js';
import type {
  EnterTransferRequest,
  RequestOwnTransferRequest,
  RequestTransferRequest,
} from './dto/transfer-request.dto.js';
import { IssuedLetters } from './issued-letters.js';
import { TransferRecords } from './transfer-records.js';
import {
  dayBeforeAdmission,
  dayInFuture,
  notTransferredOut,
  onePlaceOnly,
  refusedStep,
  sameOrganization,
  stillMember,
} from './transfers.errors.js';
import { TransfersRepository } from './transfers.repository.js';

/** How transfers begin: asked for within the suite, or entered by whoever is shown the letter of somebody outside. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: TransferRecords,
    private readonly transfers: TransfersRepository,
    private readonly letters: IssuedLetters,
    private readonly memberships: MembershipsRepository,
    private readonly people: PeopleRepository,
  ) {}

  request(principal: Principal, body: RequestTransferRequest): Promise<TransferDto> {
    const ranges = principal.ranges('transfers.handle');
    return inCommand(this.dataSource, async (tx) => {
      await this.requirePerson(tx, body.personId, ranges);
      const id = await this.begin(tx, principal, body.personId, body);
      // Who was taken in elsewhere while we waited for the lock is no longer theirs to send.
      await this.requirePerson(tx, body.personId, ranges);
      return this.records.show(tx, principal, id);
    });
  }

  requestOwn(principal: Principal, body: RequestOwnTransferRequest): Promise<TransferDto> {
    const personId = principal.requirePerson();
    return inCommand(this.dataSource, async (tx) => {
      const id = await this.begin(tx, principal, personId, body);
      return this.records.showOwn(tx, personId, id);
    });
  }

  /** The letter is out already, so what is left is to take the member in or not. */
  enter(principal: Principal, body: EnterTransferRequest): Promise<TransferDto> {
    const { personId, toOrganizationId, letterNumber: number, letterIssuedOn: issuedOn } = body;
    const today = this.records.today();
    if (issuedOn > today) throw dayInFuture('/letterIssuedOn');
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      await this.requirePerson(tx, personId, ranges);
      if (!(await this.transfers.isWithin(tx, toOrganizationId, ranges)))
        throw organizationNotFound('/toOrganizationId');
      const former = await this.memberships.lockLast(tx, personId);
      if (former?.endsOn === null) throw stillMember();
      if (former?.lastChange !== 'transferred_out') throw notTransferredOut();
      await this.records.target(tx, toOrganizationId);
      const expiresOn = await this.letters.goodUntil(tx, issuedOn);
      if (expiresOn < today) throw refusedStep('expired', 'expired', expiresOn);
      const id = await this.records.begin(
        tx,
        { personId, fromOrganizationId: null, toOrganizationId, outside: body.fromOutside },
        { step: 'letter_issued', doneOn: issuedOn, reason: null, doneBy: principal.accountId },
      );
      await this.transfers.issueLetter(tx, id, { number, issuedOn, expiresOn, code: null });
      return this.records.show(tx, principal, id);
    });
  }

  private async requirePerson(
    tx: Transaction,
    personId: string,
    ranges: readonly PathRange[],
  ): Promise<void> {
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound('/personId');
  }

  private async begin(
    tx: Transaction,
    principal: Principal,
    personId: string,
    body: RequestOwnTransferRequest,
  ): Promise<string> {
    const { toOrganizationId = null, toOutside: outside, requestedOn: doneOn, reason } = body;
    if ((toOrganizationId === null) === (outside === undefined)) throw onePlaceOnly();
    if (doneOn > this.records.today()) throw dayInFuture('/requestedOn');
    const membership = await this.memberships.lockOpen(tx, personId);
    if (!membership) throw noMembership();
    if (doneOn < membership.admittedOn) throw dayBeforeAdmission('/requestedOn');
    const { organizationId: fromOrganizationId } = membership;
    if (toOrganizationId !== null) await this.records.target(tx, toOrganizationId);
    if (toOrganizationId === fromOrganizationId) throw sameOrganization();
    return this.records.begin(
      tx,
      { personId, fromOrganizationId, toOrganizationId, outside },
      { step: 'requested', doneOn, reason, doneBy: principal.accountId },
    );
  }
}
