import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { brokenConstraint } from '#libs/database';
import { inCommand } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { noMembership } from '../memberships/memberships.errors.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import { RulesReadModel } from '../rules/rules.read-model.js';
import type { EndExemptionRequest, ExemptionDto, ExemptRequest } from './dto/exemption.dto.js';
import { exemptionFault } from './exemption.policy.js';
import {
  exemptionEnded,
  exemptionNotFound,
  exemptionOverlaps,
  refusedExemption,
} from './exemptions.errors.js';
import { ExemptionsReadModel } from './exemptions.read-model.js';
import { ExemptionsRepository } from './exemptions.repository.js';

/** Who manages members exempts them, by a document; nothing here happens by itself. */
@Injectable()
export class ExemptionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly exemptions: ExemptionsRepository,
    private readonly readModel: ExemptionsReadModel,
    private readonly people: PeopleRepository,
    private readonly rules: RulesReadModel,
    private readonly bell: DirectoryBell,
  ) {}

  exempt(principal: Principal, personId: string, body: ExemptRequest): Promise<ExemptionDto> {
    const { exemptsFrom, reason, decision, startsOn, endsOn = null } = body;
    const terms = { exemptsFrom, reason, startsOn, endsOn };
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      await this.people.lock(tx, personId);
      // Who was taken in elsewhere while we waited for the lock is no longer theirs.
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      if (!(await this.exemptions.isMember(tx, personId))) throw noMembership();
      const fault = exemptionFault(terms, await this.rules.values(tx, startsOn));
      if (fault) throw refusedExemption(fault);
      const approvedBy = principal.accountId;
      const id = await this.exemptions
        .insert(tx, { ...terms, personId, decision, approvedBy })
        .catch((error: unknown) => {
          throw brokenConstraint(error) === 'exemptions_one_at_a_time'
            ? exemptionOverlaps(error)
            : error;
        });
      await this.bell.ring(tx);
      return this.readModel.one(tx, id);
    });
  }

  end(principal: Principal, id: string, { endsOn }: EndExemptionRequest): Promise<ExemptionDto> {
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      const exemption = await this.exemptions.findForUpdate(tx, id, ranges);
      if (!exemption) throw exemptionNotFound();
      if (endsOn < exemption.startsOn) throw refusedExemption('before_start');
      // It may be shortened, not drawn out: that is another one, with its own document.
      if (exemption.endsOn !== null && exemption.endsOn <= endsOn) throw exemptionEnded();
      await this.exemptions.end(tx, id, endsOn);
      await this.bell.ring(tx);
      return this.readModel.one(tx, id);
    });
  }
}
