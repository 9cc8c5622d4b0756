/** How many random bytes a token stands for: too many to be guessed. */
export const TOKEN_BYTES = 16;

/**
 * Crockford's base 32: without i, l, o and u, so that nothing in a token looks like something else in it. Of one case,
 * since some scanners and most people do not keep cases apart.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BITS = 5n;
/** 26 letters of five bits hold 128; the first never gets beyond 7. */
const LENGTH = Math.ceil((TOKEN_BYTES * 8) / Number(BITS));

export function tokenOf(bytes: Uint8Array): string {
  if (bytes.length !== TOKEN_BYTES) throw new Error(`a token is of ${TOKEN_BYTES} bytes`);
  let rest = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  let token = '';
  while (token.length < LENGTH) {
    token = (ALPHABET[Number(rest & 31n)] ?? '') + token;
    rest >>= BITS;
  }
  return token;
}

/**
 * A token as people and scanners write it: in capitals, in groups, with letters for the digits that they look like. What
 * is no token comes out as something that no token is: it is looked up like one, so that it takes no other way.
 */
export function readToken(written: string): string {
  return written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');
}
