import { DomainError } from '#libs/contracts';
import { parseJsonBody } from './json-body.js';

function problemOf(bytes: Buffer): {
  code: string;
  pointer: string | undefined;
  reason: string | undefined;
} {
  try {
    parseJsonBody(bytes);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, pointer: error.errors[0]?.pointer, reason: error.errors[0]?.code };
  }
  throw new Error('was taken');
}

const nested = (depth: number): Buffer => Buffer.from('['.repeat(depth) + ']'.repeat(depth));

describe('a JSON body', () => {
  it('is read', () => {
    expect(parseJsonBody(Buffer.from('{"名":"五台","n":[1,{"a":null}]}'))).toEqual({
      名: '五台',
      n: [1, { a: null }],
    });
    expect(parseJsonBody(Buffer.alloc(0))).toBeUndefined();
    expect(parseJsonBody(nested(30))).toBeDefined();
  });

  it.each([
    ['bad syntax', Buffer.from('{"a":'), '', 'json'],
    ['bad UTF-8', Buffer.from([0x22, 0xff, 0x22]), '', 'utf8'],
    ['a NUL', Buffer.from('{"a":{"b/c":"x\\u0000"}}'), '/a/b~1c', 'nul'],
    ['half a surrogate pair', Buffer.from('["\\ud800"]'), '/0', 'unicode'],
    ['__proto__', Buffer.from('{"a":{"__proto__":{}}}'), '/a/__proto__', 'unknown'],
    ['constructor', Buffer.from('{"constructor":1}'), '/constructor', 'unknown'],
    ['toString', Buffer.from('{"toString":1}'), '/toString', 'unknown'],
  ])('with %s is refused, with the place', (_name, bytes, pointer, reason) => {
    expect(problemOf(bytes)).toEqual({ code: 'request.malformed', pointer, reason });
  });

  it('nested 20,000 deep is refused without harm', () => {
    expect(problemOf(nested(20_000)).reason).toBe('depth');
  });
});
