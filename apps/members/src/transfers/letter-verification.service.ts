import { Injectable } from '@nestjs/common';
import { maskName } from '../people/masking.policy.js';
import type { VerifiedLetterDto } from './dto/transfer-letter.dto.js';
import { IssuedLetters } from './issued-letters.js';
import { TransferRecords } from './transfer-records.js';
import { letterStatus } from './transfer.policy.js';
import { letterNotValid } from './transfers.errors.js';
import { TransfersReadModel } from './transfers.read-model.js';

@Injectable()
export class LetterVerificationService {
  constructor(
    private readonly readModel: TransfersReadModel,
    private readonly letters: IssuedLetters,
    private readonly records: TransferRecords,
  ) {}

  /** What is no code and what nobody issued go the same way to the same answer, as they do where codes are scanned. */
  async verify(written: string): Promise<VerifiedLetterDto> {
    const today = this.records.today();
    const row = await this.readModel.byCode(this.letters.indexOf(written), today);
    if (!row?.letter_number) throw letterNotValid();
    return {
      status: letterStatus({ state: row.state, expiresOn: row.expires_on }, today),
      number: row.letter_number,
      fromName: row.from_name,
      toName: row.to_name,
      name: maskName(row.name),
    };
  }
}
