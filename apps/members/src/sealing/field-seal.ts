import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConfig } from '#libs/config';
import type { MembersConfig } from '../config.js';

/** Where a sealed value lies. It is authenticated with the value, so that one copied to another row does not open. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

const FORMAT = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

const aad = (head: Buffer, place: Place): Buffer =>
  Buffer.concat([head, Buffer.from(`${place.table}/${place.column}/${place.rowId}`, 'utf8')]);

/**
 * Seals what must not lie open in the database: AES-256-GCM, with the id of the key in front, so that values sealed
 * with an older key can be told apart when the key is changed.
 */
@Injectable()
export class FieldSeal {
  private readonly key: Buffer;
  private readonly indexKey: Buffer;
  private readonly head: Buffer;

  constructor(@InjectConfig() config: MembersConfig) {
    const derive = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', config.FIELD_KEY_SECRET, '', `wutai members ${purpose}`, 32));
    this.key = derive('field encryption');
    this.indexKey = derive('blind index');
    this.head = Buffer.concat([Buffer.from([FORMAT]), derive('key id').subarray(0, KEY_ID_BYTES)]);
  }

  seal(text: string, place: Place): Buffer {
    return this.sealBytes(Buffer.from(text, 'utf8'), place);
  }

  sealBytes(bytes: Buffer, place: Place): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(aad(this.head, place));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([this.head, iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws when the value was sealed with another key, was changed, or lies in another place. */
  open(sealed: Buffer, place: Place): string {
    return this.openBytes(sealed, place).toString('utf8');
  }

  /** @throws as `open`. */
  openBytes(sealed: Buffer, place: Place): Buffer {
    const head = sealed.subarray(0, HEAD_BYTES);
    if (!head.equals(this.head))
      throw new Error(`${place.table}.${place.column} was sealed with another key`);
    const tagAt = HEAD_BYTES + IV_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(HEAD_BYTES, tagAt))
      .setAAD(aad(head, place))
      .setAuthTag(sealed.subarray(tagAt, tagAt + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(tagAt + TAG_BYTES)), decipher.final()]);
  }

  /** A blind index: equal values of one column are found by it, and it tells nobody else what they are. */
  index(text: string, column: string): Buffer {
    return createHmac('sha256', this.indexKey).update(`${column}:${text}`).digest();
  }
}
