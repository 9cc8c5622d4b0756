import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inTransaction, type PathRange, type Transaction } from '#libs/database';
import type { ExpectedVersion, Language } from '#libs/http';
import { Correction } from './correction.js';
import type { CorrectRecordRequest, KeptRecordDto } from './dto/record.dto.js';
import { personNotFound } from './people.errors.js';
import { PeopleReadModel, type PersonRow } from './people.read-model.js';
import { PeopleRepository } from './people.repository.js';
import { PersonRecords } from './person-records.js';
import type { WrittenRecord } from './record.policy.js';

interface Asked<T> {
  readonly body: T;
  readonly language: Language;
}

/** What a person is, other than a member: that is decided, in the room of memberships. */
@Injectable()
export class PeopleCorrectionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly people: PeopleRepository,
    private readonly readModel: PeopleReadModel,
    private readonly records: PersonRecords,
    private readonly correction: Correction,
  ) {}

  correctMember(
    principal: Principal,
    personId: string,
    expected: ExpectedVersion,
    asked: Asked<CorrectRecordRequest>,
  ): Promise<KeptRecordDto> {
    return this.correct(principal, personId, expected, {
      ...asked,
      isMeant: ({ memberships }) => memberships.length > 0,
    });
  }

  correctPerson(
    principal: Principal,
    personId: string,
    expected: ExpectedVersion,
    asked: Asked<Partial<WrittenRecord>>,
  ): Promise<KeptRecordDto> {
    return this.correct(principal, personId, expected, { ...asked, isMeant: () => true });
  }

  /** Of two who have read the same version, one corrects it. */
  private correct(
    principal: Principal,
    personId: string,
    expected: ExpectedVersion,
    {
      body,
      language,
      isMeant,
    }: Asked<Partial<WrittenRecord>> & { isMeant: (row: PersonRow) => boolean },
  ): Promise<KeptRecordDto> {
    const ranges = principal.ranges('members.manage');
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      const { version, rootId } = await this.people.lock(tx, personId);
      const row = await this.row(tx, personId, ranges);
      if (!isMeant(row)) throw personNotFound();
      expected.require(version);
      const kept = { id: personId, rootId, record: this.records.open(row) };
      await this.correction.correct(tx, kept, body, principal.ranges('members.read'));
      // What is answered is the whole record.
      if (principal.personId !== personId)
        await this.people.logLook(principal.accountId, personId, 'record', tx);
      return this.records.toKeptDto(await this.row(tx, personId, ranges), language);
    });
  }

  private async row(
    tx: Transaction,
    personId: string,
    ranges: readonly PathRange[],
  ): Promise<PersonRow> {
    const row = await this.readModel.within(personId, ranges, tx);
    if (!row) throw personNotFound();
    return row;
  }
}
