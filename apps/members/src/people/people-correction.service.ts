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

  /** Of two who have read the same version, one corrects it. */
  correct(
    principal: Principal,
    personId: string,
    expected: ExpectedVersion,
    body: CorrectRecordRequest,
    language: Language,
  ): Promise<KeptRecordDto> {
    const ranges = principal.ranges('members.manage');
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      const { version, rootId } = await this.people.lock(tx, personId);
      expected.require(version);
      const record = this.records.open(await this.row(tx, personId, ranges));
      const readRanges = principal.ranges('members.read');
      await this.correction.correct(tx, { id: personId, rootId, record }, body, readRanges);
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
