import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { PathRange, Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import type { PersonRecordDto } from '../people/dto/member.dto.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleReadModel } from '../people/people.read-model.js';
import { PeopleRepository } from '../people/people.repository.js';
import { PersonRecords } from '../people/person-records.js';
import { BelongingChanges } from './belonging-changes.js';
import type { AdmitRequest, AffiliateRequest, EndAffiliationRequest } from './dto/person.dto.js';

/** Who manages a person takes them where they manage as well, and the record with them. */
@Injectable()
export class AffiliationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: PeopleRepository,
    private readonly readModel: PeopleReadModel,
    private readonly records: PersonRecords,
    private readonly belonging: BelongingChanges,
  ) {}

  affiliate(
    principal: Principal,
    personId: string,
    body: AffiliateRequest,
  ): Promise<PersonRecordDto> {
    return this.change(principal, personId, (tx, ranges) =>
      this.belonging.affiliate(tx, personId, body, ranges),
    );
  }

  end(
    principal: Principal,
    personId: string,
    body: EndAffiliationRequest,
  ): Promise<PersonRecordDto> {
    return this.change(principal, personId, (tx, ranges) =>
      this.belonging.end(tx, personId, body.endsOn, ranges),
    );
  }

  admit(principal: Principal, personId: string, body: AdmitRequest): Promise<PersonRecordDto> {
    const { organizationId, memberKind, admittedOn, confirmedOn = null } = body;
    const admission = { memberKind, admittedOn, confirmedOn, standing: 'regular' as const };
    return this.change(principal, personId, (tx, ranges) =>
      this.belonging.admit(tx, personId, { organizationId, ...admission }, ranges),
    );
  }

  private change(
    principal: Principal,
    personId: string,
    work: (tx: Transaction, ranges: readonly PathRange[]) => Promise<void>,
  ): Promise<PersonRecordDto> {
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      await work(tx, ranges);
      const row = await this.readModel.within(personId, ranges, tx);
      if (!row) throw new Error(`person ${personId} is gone`);
      // What is answered is the whole record.
      if (principal.personId !== personId)
        await this.people.logLook(principal.accountId, personId, 'record', tx);
      return this.records.toDto(row);
    });
  }
}
