import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query, type Transaction } from '#libs/database';

/** What a code is of. */
export type SubjectKind = 'person' | 'organization';

export interface CodeRow {
  readonly id: string;
  readonly subject_id: string;
  readonly token_sealed: Buffer;
  readonly issued_at: Date;
}

export interface NewCode {
  readonly id: string;
  readonly subjectId: string;
  readonly sealed: Buffer;
  readonly index: Buffer;
}

const tables = {
  person: { subjects: 'people', column: 'person_id' },
  organization: { subjects: 'organizations', column: 'organization_id' },
} as const satisfies Record<SubjectKind, object>;

const hex = (bytes: Buffer): string => bytes.toString('hex');

@Injectable()
export class CodesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The codes of the subjects that are not revoked. */
  current(
    kind: SubjectKind,
    subjectIds: readonly string[],
    tx: Transaction = this.dataSource.manager,
  ): Promise<CodeRow[]> {
    const { column } = tables[kind];
    return query(
      tx,
      `select id, ${column} as subject_id, token_sealed, issued_at from codes
       where ${column} = any($1::uuid[]) and revoked_at is null`,
      [subjectIds],
    );
  }

  /** Whoever issues or revokes takes turns at the subject, in one order wherever there are several. */
  async lock(tx: Transaction, kind: SubjectKind, subjectIds: readonly string[]): Promise<void> {
    await tx.query(
      `select from ${tables[kind].subjects} where id = any($1::uuid[]) order by id for no key update`,
      [subjectIds],
    );
  }

  async newIds(tx: Transaction, count: number): Promise<string[]> {
    const rows = await query<{ id: string }>(
      tx,
      'select uuidv7() as id from generate_series(1, $1)',
      [count],
    );
    return rows.map(({ id }) => id);
  }

  async insert(
    tx: Transaction,
    kind: SubjectKind,
    codes: readonly NewCode[],
    by: { readonly accountId: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into codes (id, ${tables[kind].column}, token_sealed, token_index, issued_by, issued_at)
       select id, subject, decode(sealed, 'hex'), decode(index, 'hex'), $5, $6
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as code(id, subject, sealed, index)`,
      [
        codes.map(({ id }) => id),
        codes.map(({ subjectId }) => subjectId),
        codes.map(({ sealed }) => hex(sealed)),
        codes.map(({ index }) => hex(index)),
        by.accountId,
        by.at,
      ],
    );
  }

  async revoke(
    tx: Transaction,
    kind: SubjectKind,
    subjectId: string,
    by: { readonly accountId: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `update codes set revoked_at = greatest($3, issued_at), revoked_by = $2
       where ${tables[kind].column} = $1 and revoked_at is null`,
      [subjectId, by.accountId, by.at],
    );
  }
}
