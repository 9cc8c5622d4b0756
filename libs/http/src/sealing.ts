import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Randomness is fetched for many at a time, since a call for twelve bytes costs as much as encrypting a cursor. */
const POOL_BYTES = 512 * IV_BYTES;
let pool = Buffer.alloc(0);

function freshIv(): Buffer {
  if (pool.length === 0) pool = randomBytes(POOL_BYTES);
  const iv = pool.subarray(0, IV_BYTES);
  pool = pool.subarray(IV_BYTES);
  return iv;
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** The key for one purpose; what is sealed for one opens for no other. */
export function sealingKey(purpose: string, secret: string): Buffer {
  return digest(`${purpose}:${secret}`);
}

/** AES-256-GCM: tells its holder nothing, and opens only where it belongs (`place` is authenticated with it). */
export function seal(key: Buffer, text: string, place: string): Buffer {
  const iv = freshIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(digest(place));
  const sealed = cipher.update(text, 'utf8');
  // GCM holds nothing back: the end only makes the tag.
  cipher.final();
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @throws when it was sealed with another key, for another place, or was changed. */
export function openSealed(key: Buffer, bytes: Buffer, place: string): string {
  const tagEnd = IV_BYTES + TAG_BYTES;
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(digest(place))
    .setAuthTag(bytes.subarray(IV_BYTES, tagEnd));
  return decipher.update(bytes.subarray(tagEnd), undefined, 'utf8') + decipher.final('utf8');
}
