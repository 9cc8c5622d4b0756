import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export type Position = readonly (string | number | null)[];

/**
 * Seals the position of a list into a cursor that says nothing to its holder and is good only for the list, the
 * filters and the scope it was made for (they are authenticated with it).
 */
@Injectable()
export class Cursors {
  private readonly key: Buffer;

  constructor(@InjectConfig() config: ServiceConfig) {
    this.key = createHash('sha256').update(`cursor:${config.CURSOR_SECRET}`).digest();
  }

  seal(position: Position, list: unknown): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(aad(list));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(position), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @throws request.cursor_invalid when it was tampered with, or made for another list, filter or scope. */
  open(cursor: string, list: unknown): Position {
    try {
      const bytes = Buffer.from(cursor, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES))
        .setAAD(aad(list))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const opened =
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') +
        decipher.final('utf8');
      return JSON.parse(opened) as Position;
    } catch (cause) {
      throw new DomainError('request.cursor_invalid', {
        errors: [
          {
            pointer: '?cursor',
            code: 'cursor',
            message: { zh: '游标无效', en: 'is not valid here' },
          },
        ],
        cause,
      });
    }
  }

  /**
   * Makes a page of rows of which one more was read than was asked for.
   * @param list what the cursor is bound to: the list's name, its filters, the caller's scope.
   */
  page<Row, T>(
    rows: readonly Row[],
    options: {
      limit: number;
      list: unknown;
      position: (row: Row) => Position;
      map: (row: Row) => T;
    },
  ): Page<T> {
    const shown = rows.slice(0, options.limit);
    const last = shown.at(-1);
    const more = rows.length > options.limit && last !== undefined;
    return {
      data: shown.map(options.map),
      nextCursor: more ? this.seal(options.position(last), options.list) : null,
    };
  }
}

function aad(list: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(list)).digest();
}
