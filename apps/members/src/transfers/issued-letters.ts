import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { addMonthsToDay } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { readToken, TOKEN_BYTES, tokenOf } from '../codes/token.policy.js';
import { RulesReadModel } from '../rules/rules.read-model.js';
import { FieldSeal } from '../sealing/field-seal.js';
import { letterNumber } from './transfer.policy.js';
import type { TransferRow } from './transfers.read-model.js';
import { TransfersRepository } from './transfers.repository.js';

/** The column for which the blind index of a letter's code is made: what is printed for a member opens no letter. */
const CODE_INDEX = 'transfer letter';

const codeOf = (rowId: string) => ({ table: 'transfers', column: 'code', rowId });

/** Letters of transfer (介绍信): numbered, good for as long as the rule of their day says, and verified by a code. */
@Injectable()
export class IssuedLetters {
  constructor(
    private readonly transfers: TransfersRepository,
    private readonly rules: RulesReadModel,
    private readonly seal: FieldSeal,
  ) {}

  async issue(tx: Transaction, transferId: string, issuedOn: string): Promise<void> {
    const year = Number(issuedOn.slice(0, 4));
    const expiresOn = await this.goodUntil(tx, issuedOn);
    const number = letterNumber(year, await this.transfers.nextLetterCount(tx, year));
    const token = tokenOf(randomBytes(TOKEN_BYTES));
    const code = {
      sealed: this.seal.seal(token, codeOf(transferId)),
      index: this.indexOf(token),
    };
    await this.transfers.issueLetter(tx, transferId, { number, issuedOn, expiresOn, code });
  }

  /** The last day on which a letter of that day is good. */
  async goodUntil(tx: Transaction, issuedOn: string): Promise<string> {
    const { transfer_letter_months: months } = await this.rules.values(tx, issuedOn);
    return addMonthsToDay(issuedOn, months);
  }

  /** The code that is printed; there is none on a letter from outside. */
  open({ id, code_sealed: sealed }: Pick<TransferRow, 'id' | 'code_sealed'>): string | null {
    return sealed && this.seal.open(sealed, codeOf(id));
  }

  /** By which a letter is found, however its code was written down. */
  indexOf(written: string): Buffer {
    return this.seal.index(readToken(written), CODE_INDEX);
  }
}
