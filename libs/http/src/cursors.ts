import { Injectable } from '@nestjs/common';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { openSealed, seal, sealingKey } from './sealing.js';

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
    this.key = sealingKey('cursor', config.CURSOR_SECRET);
  }

  seal(position: Position, list: unknown): string {
    return seal(this.key, JSON.stringify(position), JSON.stringify(list)).toString('base64url');
  }

  /** @throws request.cursor_invalid when it was tampered with, or made for another list, filter or scope. */
  open(cursor: string, list: unknown): Position {
    try {
      const bytes = Buffer.from(cursor, 'base64url');
      // What is decoded leaves out whatever does not belong there.
      if (bytes.toString('base64url') !== cursor) throw new Error('not as it was sealed');
      return JSON.parse(openSealed(this.key, bytes, JSON.stringify(list))) as Position;
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
