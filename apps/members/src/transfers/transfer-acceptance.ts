import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { MembershipDecisions } from '../memberships/membership-decisions.js';
import { decidedSince } from '../memberships/memberships.errors.js';
import { MembershipTiesRepository } from '../memberships/membership-ties.repository.js';
import { MembershipsRepository } from '../memberships/memberships.repository.js';
import { LeftBehindRepository } from './left-behind.repository.js';
import { TransferRecords } from './transfer-records.js';
import { standingAfter } from './transfer.policy.js';
import { beforeTargetsFounding, belongsElsewhere, stillMember } from './transfers.errors.js';
import type { LockedTransfer } from './transfers.repository.js';

/** As of when, by which document, and who entered it. */
interface Decided {
  readonly on: string;
  readonly decision: string;
  readonly by: string;
}

/** What an acceptance does: the one moment in a transfer at which the membership goes over, or ends. */
@Injectable()
export class TransferAcceptance {
  constructor(
    private readonly leftBehind: LeftBehindRepository,
    private readonly records: TransferRecords,
    private readonly decisions: MembershipDecisions,
    private readonly memberships: MembershipsRepository,
    private readonly ties: MembershipTiesRepository,
  ) {}

  accept(tx: Transaction, transfer: LockedTransfer, decided: Decided): Promise<void> {
    const { personId, fromOrganizationId: from, toOrganizationId: to } = transfer;
    return from === null
      ? this.takeIn(tx, personId, to ?? '', decided)
      : this.goOver(tx, personId, { from, to }, decided);
  }

  private async goOver(
    tx: Transaction,
    personId: string,
    { from, to }: { readonly from: string; readonly to: string | null },
    decided: Decided,
  ): Promise<void> {
    const deciding = await this.decisions.open(tx, personId, decided.on);
    const { membership } = deciding;
    if (membership.organizationId !== from) throw belongsElsewhere();
    if (to === null) {
      await this.memberships.end(tx, membership.id, decided.on);
      await this.ties.end(tx, personId, decided.on);
    } else {
      await this.requireStanding(tx, to, decided.on);
      await this.memberships.goOn(tx, membership.id, decided.on, {
        organizationId: to,
        standing: standingAfter(membership.standing),
      });
      await this.ties.transferred(tx, personId, decided.on);
    }
    await this.leftBehind.endOffices(tx, {
      personId,
      organizationId: from,
      toOrganizationId: to,
      on: decided.on,
    });
    const change = to === null ? 'transferred_out' : 'transferred';
    await this.record(tx, { personId, organizationId: from, change }, decided);
  }

  private async takeIn(
    tx: Transaction,
    personId: string,
    organizationId: string,
    decided: Decided,
  ): Promise<void> {
    const former = await this.memberships.lockLast(tx, personId);
    if (!former || former.endsOn === null) throw stillMember();
    if (decided.on < former.endsOn) throw decidedSince(former.endsOn);
    await this.requireStanding(tx, organizationId, decided.on);
    await this.memberships.resume(tx, former.id, organizationId, decided.on);
    await this.record(tx, { personId, organizationId, change: 'transferred_in' }, decided);
  }

  /** It may have been dissolved since the transfer was asked for. */
  private async requireStanding(tx: Transaction, id: string, on: string): Promise<void> {
    const { foundedOn } = await this.records.target(tx, id);
    if (on < foundedOn) throw beforeTargetsFounding();
  }

  private async record(
    tx: Transaction,
    whom: {
      readonly personId: string;
      readonly organizationId: string;
      readonly change: 'transferred' | 'transferred_out' | 'transferred_in';
    },
    { on: changedOn, decision, by: decidedBy }: Decided,
  ): Promise<void> {
    const { personId, organizationId, change } = whom;
    await this.decisions.record(
      tx,
      { personId, membership: { organizationId } },
      { change, changedOn, until: null, host: null, contactPersonId: null, decision, decidedBy },
    );
  }
}
