import fc from 'fast-check';
import { readToken, TOKEN_BYTES, tokenOf } from './token.policy.js';

const bytes = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES });

describe('a token', () => {
  it('is 26 letters and digits of which none looks like another', () => {
    fc.assert(
      fc.property(bytes, (of) => {
        expect(tokenOf(of)).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      }),
    );
    expect(tokenOf(new Uint8Array(16))).toBe('0'.repeat(26));
    expect(tokenOf(new Uint8Array(16).fill(255))).toBe(`7${'z'.repeat(25)}`);
  });

  it('differs wherever the bytes do', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, two) => {
        expect(tokenOf(one) === tokenOf(two)).toBe(Buffer.from(one).equals(Buffer.from(two)));
      }),
    );
    fc.assert(
      fc.property(bytes, fc.nat(TOKEN_BYTES * 8 - 1), (one, bit) => {
        const two = Uint8Array.from(one);
        two[bit >> 3] = (two[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(tokenOf(two)).not.toBe(tokenOf(one));
      }),
    );
  });

  it('is read as it was made, and as people write it', () => {
    fc.assert(
      fc.property(bytes, (of) => {
        const token = tokenOf(of);
        expect(readToken(token)).toBe(token);
        expect(readToken(` ${token.toUpperCase().replace(/(.{5})/g, '$1-')}\n`)).toBe(token);
        expect(readToken(token.replace(/0/g, 'O').replace(/1/, 'l').replace(/1/, 'I'))).toBe(token);
      }),
    );
  });

  it('is of all its bytes', () => {
    expect(() => tokenOf(new Uint8Array(15))).toThrow('16 bytes');
  });
});
