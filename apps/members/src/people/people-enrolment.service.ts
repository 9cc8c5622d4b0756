import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import {
  answerBatch,
  type BatchAnswerDto,
  inCommand,
  type Language,
  type Outcome,
  readBatch,
} from '#libs/http';
import {
  CreateMemberRequest,
  type KeptRecordDto,
  type MemberBatchRequest,
} from './dto/record.dto.js';
import { type EnteredPerson, Enrolment, type WrittenPerson } from './enrolment.js';
import { recordErrors } from './people.errors.js';
import { PeopleReadModel } from './people.read-model.js';
import { PersonRecords } from './person-records.js';
import type { WrittenRecord } from './record.policy.js';

interface WrittenAffiliate extends WrittenRecord {
  readonly organizationId: string;
  readonly startsOn?: string;
}

/** Enters people by hand: always a set, be it of one. */
@Injectable()
export class PeopleEnrolmentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly enrolment: Enrolment,
    private readonly readModel: PeopleReadModel,
    private readonly records: PersonRecords,
  ) {}

  create(
    principal: Principal,
    body: CreateMemberRequest,
    language: Language,
  ): Promise<KeptRecordDto> {
    return this.enterOne(principal, writtenMember(body), language);
  }

  createPerson(
    principal: Principal,
    { organizationId, startsOn, ...record }: WrittenAffiliate,
    language: Language,
  ): Promise<KeptRecordDto> {
    const written = { record, organizationId, startsOn: startsOn ?? null, admission: null };
    return this.enterOne(principal, written, language);
  }

  async batch(
    principal: Principal,
    body: MemberBatchRequest,
    language: Language,
  ): Promise<BatchAnswerDto> {
    const batch = await readBatch(CreateMemberRequest, body);
    return inCommand(this.dataSource, (tx) =>
      answerBatch(batch, language, async (items) => {
        const entered = await this.enter(tx, principal, items.map(writtenMember));
        return entered.map((one): Outcome =>
          one instanceof DomainError ? one : { id: one.id, warnings: recordErrors(one.warnings) },
        );
      }),
    );
  }

  private enterOne(
    principal: Principal,
    written: WrittenPerson,
    language: Language,
  ): Promise<KeptRecordDto> {
    return inCommand(this.dataSource, async (tx) => {
      const [entered] = await this.enter(tx, principal, [written]);
      if (!entered || entered instanceof DomainError)
        throw entered ?? new Error('nobody was entered');
      const row = await this.readModel.within(entered.id, principal.ranges('members.manage'), tx);
      if (!row) throw new Error(`person ${entered.id} is gone`);
      return this.records.toKeptDto(row, language);
    });
  }

  private enter(
    tx: Transaction,
    principal: Principal,
    written: readonly WrittenPerson[],
  ): Promise<(EnteredPerson | DomainError)[]> {
    return this.enrolment.enter(tx, written, {
      manage: principal.ranges('members.manage'),
      read: principal.ranges('members.read'),
    });
  }
}

function writtenMember(body: CreateMemberRequest): WrittenPerson {
  const { organizationId, memberKind, admittedOn, confirmedOn = null, ...record } = body;
  const admission = { memberKind, admittedOn, confirmedOn, standing: 'regular' as const };
  return { record, organizationId, admission, startsOn: null };
}
