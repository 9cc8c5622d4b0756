import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { terms } from '#libs/contracts';
import { CodesService } from '../codes/codes.service.js';
import { ethnicityCodes, sexCodes } from '../people/gb-codes.js';
import { PersonRecords } from '../people/person-records.js';
import { PeopleReadModel } from '../people/people.read-model.js';
import { IssuedLetters } from './issued-letters.js';
import { TransferLetterPdf } from './transfer-letter-pdf.js';
import { TransferListsService } from './transfer-lists.service.js';
import { noLetterToPrint } from './transfers.errors.js';
import type { TransferRow } from './transfers.read-model.js';

/** Prints letters of transfer: those that are good now, for the side that issues them. */
@Injectable()
export class TransferLettersService {
  constructor(
    private readonly transfers: TransferListsService,
    private readonly letters: IssuedLetters,
    private readonly people: PeopleReadModel,
    private readonly records: PersonRecords,
    private readonly codes: CodesService,
    private readonly pdf: TransferLetterPdf,
  ) {}

  async print(principal: Principal, id: string): Promise<Buffer> {
    const row = await this.transfers.look(principal, id, 'members.manage', 'transfer_letter');
    const code = this.letters.open(row);
    const { letter_number: number, letter_issued_on: issuedOn, expires_on: expiresOn } = row;
    if (row.state !== 'letter_issued' || !number || !issuedOn || !expiresOn || code === null)
      throw noLetterToPrint(row.state);
    return this.pdf.draw({
      number,
      fromName: row.from_name,
      toName: row.to_name,
      name: row.name,
      particulars: await this.particulars(row),
      issuedOn,
      expiresOn,
      code,
      url: this.codes.urlOf(code),
    });
  }

  /** In the words of a letter: 男，汉族，正式党员，公民身份号码 1101**********002X. */
  private async particulars(row: TransferRow): Promise<string> {
    const person = await this.people.own(row.person_id);
    if (!person) throw new Error(`the person of transfer ${row.id} is gone`);
    const { sex, ethnicity, citizenNumber } = this.records.toDto(person);
    const words = [
      sex === '1' || sex === '2' ? sexCodes[sex] : null,
      ethnicity === null ? null : (ethnicityCodes[ethnicity] ?? null),
      terms[row.member_kind].zh,
      `公民身份号码 ${citizenNumber}`,
    ];
    return words.filter((word) => word !== null).join('，');
  }
}
