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
import { type EnteredPerson, Enrolment } from './enrolment.js';
import { recordErrors } from './people.errors.js';
import { PeopleReadModel } from './people.read-model.js';
import { PersonRecords } from './person-records.js';

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
    return inCommand(this.dataSource, async (tx) => {
      const [entered] = await this.enter(tx, principal, [body]);
      if (!entered || entered instanceof DomainError)
        throw entered ?? new Error('nobody was entered');
      const row = await this.readModel.within(entered.id, principal.ranges('members.manage'), tx);
      if (!row) throw new Error(`person ${entered.id} is gone`);
      return this.records.toKeptDto(row, language);
    });
  }

  async batch(
    principal: Principal,
    body: MemberBatchRequest,
    language: Language,
  ): Promise<BatchAnswerDto> {
    const batch = await readBatch(CreateMemberRequest, body);
    return inCommand(this.dataSource, (tx) =>
      answerBatch(batch, language, async (items) => {
        const entered = await this.enter(tx, principal, items);
        return entered.map((one): Outcome =>
          one instanceof DomainError ? one : { id: one.id, warnings: recordErrors(one.warnings) },
        );
      }),
    );
  }

  private enter(
    tx: Transaction,
    principal: Principal,
    bodies: readonly CreateMemberRequest[],
  ): Promise<(EnteredPerson | DomainError)[]> {
    return this.enrolment.enter(tx, bodies, {
      manage: principal.ranges('members.manage'),
      read: principal.ranges('members.read'),
    });
  }
}
