import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { takesMembers } from '../organizations/organization.policy.js';
import {
  organizationDissolved,
  organizationNotFound,
} from '../organizations/organizations.errors.js';
import { FieldSeal } from '../sealing/field-seal.js';
import type { TransferDto } from './dto/transfer.dto.js';
import type { OutsideOrganizationRequest } from './dto/transfer-request.dto.js';
import { takesNoMembers, transferNotFound, transferOpen } from './transfers.errors.js';
import { NEWEST, type TransferRow, TransfersReadModel } from './transfers.read-model.js';
import { type NewStep, type Target, TransfersRepository } from './transfers.repository.js';

export interface BeginningTransfer {
  readonly personId: string;
  readonly fromOrganizationId: string | null;
  readonly toOrganizationId: string | null;
  readonly outside: OutsideOrganizationRequest | undefined;
}

const contactOf = (rowId: string) => ({ table: 'transfers', column: 'outside_contact', rowId });

/** How a transfer begins, and how it is shown. */
@Injectable()
export class TransferRecords {
  constructor(
    private readonly transfers: TransfersRepository,
    private readonly readModel: TransfersReadModel,
    private readonly seal: FieldSeal,
    private readonly clock: Clock,
  ) {}

  today(): string {
    return dayInShanghai(this.clock.now());
  }

  /** Where members are taken in, wherever in the tree it stands: whoever sends somebody need not see it otherwise. */
  async target(tx: Transaction, id: string): Promise<Target> {
    const target = await this.transfers.target(tx, id);
    if (!target) throw organizationNotFound('/toOrganizationId');
    if (target.dissolvedOn !== null) throw organizationDissolved();
    if (!takesMembers(target)) throw takesNoMembers();
    return target;
  }

  /** The person is locked already; one transfer of a person at a time. */
  async begin(tx: Transaction, transfer: BeginningTransfer, step: NewStep): Promise<string> {
    const { personId, fromOrganizationId, toOrganizationId, outside } = transfer;
    await this.transfers.closeExpired(tx, personId, this.today());
    if (await this.transfers.hasOpen(tx, personId)) throw transferOpen();
    const id = await this.transfers.newId(tx);
    const contact = outside?.contact;
    await this.transfers.insert(tx, {
      id,
      personId,
      fromOrganizationId,
      toOrganizationId,
      outsideName: outside?.name ?? null,
      outsideContactSealed: contact === undefined ? null : this.seal.seal(contact, contactOf(id)),
    });
    await this.transfers.addStep(tx, id, step);
    return id;
  }

  async show(tx: Transaction, principal: Principal, id: string): Promise<TransferDto> {
    const ranges = principal.ranges('members.read');
    const row = await this.readModel.within(id, ranges, this.today(), tx);
    if (!row) throw transferNotFound();
    return this.toDto(row);
  }

  async showOwn(tx: Transaction, personId: string, id: string): Promise<TransferDto> {
    const filter = { personId, id, today: this.today(), before: NEWEST, limit: 1 };
    const [row] = await this.readModel.own(filter, tx);
    if (!row) throw transferNotFound();
    return this.toDto(row);
  }

  toDto(row: TransferRow): TransferDto {
    const contact = row.outside_contact_sealed;
    return {
      id: row.id,
      personId: row.person_id,
      name: row.name,
      memberKind: row.member_kind,
      admittedOn: row.admitted_on,
      fromOrganizationId: row.from_organization_id,
      fromName: row.from_name,
      toOrganizationId: row.to_organization_id,
      toName: row.to_name,
      outsideContact: contact && this.seal.open(contact, contactOf(row.id)),
      state: row.state,
      letterNumber: row.letter_number,
      letterIssuedOn: row.letter_issued_on,
      expiresOn: row.expires_on,
      closedOn: row.closed_on,
      steps: row.steps.map(({ enteredAt, ...step }) => ({
        ...step,
        enteredAt: new Date(enteredAt).toISOString(),
      })),
    };
  }
}
