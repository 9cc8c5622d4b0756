import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/calendar';
import { inTransaction, type Transaction } from '#libs/database';
import { FieldSeal } from '../sealing/field-seal.js';
import {
  type CodeRow,
  CodesRepository,
  type NewCode,
  type SubjectKind,
} from './codes.repository.js';
import { TOKEN_BYTES, tokenOf } from './token.policy.js';

export interface IssuedCode {
  readonly token: string;
  readonly issuedAt: Date;
}

/** The column for which the blind index of a token is made. */
export const TOKEN_INDEX = 'code';

const placeOf = (rowId: string) => ({ table: 'codes', column: 'token', rowId });

/** Codes as they are printed, made where there are none yet. */
@Injectable()
export class IssuedCodes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly codes: CodesRepository,
    private readonly seal: FieldSeal,
    private readonly clock: Clock,
  ) {}

  /** The code of each subject: nobody has to issue one before it can be shown. */
  async of(
    kind: SubjectKind,
    subjectIds: readonly string[],
    accountId: string,
  ): Promise<Map<string, IssuedCode>> {
    const issued = this.open(await this.codes.current(kind, subjectIds));
    const without = subjectIds.filter((id) => !issued.has(id));
    if (without.length === 0) return issued;
    const added = await inTransaction(this.dataSource, async (tx) => {
      await this.codes.lock(tx, kind, without);
      // Whoever came first has issued them while we waited.
      const meanwhile = this.open(await this.codes.current(kind, without, tx));
      const missing = without.filter((id) => !meanwhile.has(id));
      return [...meanwhile, ...(await this.issue(tx, kind, missing, accountId))];
    });
    return new Map([...issued, ...added]);
  }

  /** Revokes the code, if there is one, and issues another: the one that is printed is void at once. */
  async reissue(
    tx: Transaction,
    kind: SubjectKind,
    subjectId: string,
    accountId: string,
  ): Promise<IssuedCode> {
    await this.codes.lock(tx, kind, [subjectId]);
    await this.codes.revoke(tx, kind, subjectId, { accountId, at: this.clock.now() });
    const issued = (await this.issue(tx, kind, [subjectId], accountId)).get(subjectId);
    if (!issued) throw new Error(`${kind} ${subjectId} got no code`);
    return issued;
  }

  private async issue(
    tx: Transaction,
    kind: SubjectKind,
    subjectIds: readonly string[],
    accountId: string,
  ): Promise<Map<string, IssuedCode>> {
    if (subjectIds.length === 0) return new Map();
    const ids = await this.codes.newIds(tx, subjectIds.length);
    const issuedAt = this.clock.now();
    const issued = new Map<string, IssuedCode>();
    const rows = subjectIds.map((subjectId, at): NewCode => {
      const id = ids[at] ?? '';
      const token = tokenOf(randomBytes(TOKEN_BYTES));
      issued.set(subjectId, { token, issuedAt });
      return {
        id,
        subjectId,
        sealed: this.seal.seal(token, placeOf(id)),
        index: this.seal.index(token, TOKEN_INDEX),
      };
    });
    await this.codes.insert(tx, kind, rows, { accountId, at: issuedAt });
    return issued;
  }

  private open(rows: readonly CodeRow[]): Map<string, IssuedCode> {
    return new Map(
      rows.map((row) => [
        row.subject_id,
        { token: this.seal.open(row.token_sealed, placeOf(row.id)), issuedAt: row.issued_at },
      ]),
    );
  }
}
