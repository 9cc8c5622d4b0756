import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import { FieldSeal } from '../sealing/field-seal.js';
import type { Account } from './account.entity.js';
import { passwordWeak } from './accounts.errors.js';
import { passwordWeakness } from './password.policy.js';

interface OwnerRow {
  readonly employee_number: string | null;
  readonly phone_sealed: Buffer | null;
}

/** Which passwords may be chosen for whom. */
@Injectable()
export class PasswordRules {
  constructor(private readonly seal: FieldSeal) {}

  /**
   * Asked when it is known that the caller may touch the account: the answer tells what its owner's numbers are not.
   *
   * @throws accounts.password_weak
   */
  async require(
    tx: Transaction,
    { username, personId }: Pick<Account, 'username' | 'personId'>,
    password: string,
    pointer: string,
  ): Promise<void> {
    const owner = personId === null ? undefined : await this.owner(tx, personId);
    const weakness = passwordWeakness(password, { username, ...owner });
    if (weakness) throw passwordWeak(pointer, weakness);
  }

  private async owner(tx: Transaction, rowId: string) {
    const [row] = await query<OwnerRow>(
      tx,
      'select employee_number, phone_sealed from people where id = $1',
      [rowId],
    );
    const sealed = row?.phone_sealed;
    const place = { table: 'people', column: 'phone', rowId };
    return {
      employeeNumber: row?.employee_number ?? null,
      phone: sealed ? this.seal.open(sealed, place) : null,
    };
  }
}
