import { DomainError } from '#libs/contracts';
import { parseFormBody } from './form-body.js';

const read = (text: string): Record<string, string> => parseFormBody(Buffer.from(text));

describe('a form body', () => {
  it('is read, with its signs decoded', () => {
    expect(read('grant_type=client_credentials&scope=a+b&client_secret=%2B%3D%E4%BA%94')).toEqual({
      grant_type: 'client_credentials',
      scope: 'a b',
      client_secret: '+=五',
    });
    expect(read('')).toEqual({});
  });

  it.each([
    ['a field twice', 'a=1&b=2&a=1'],
    ['a name that reaches a prototype', '__proto__=1'],
    ['NUL', 'a=%00'],
  ])('is refused with %s', (_, text) => {
    expect(() => read(text)).toThrow(DomainError);
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => parseFormBody(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(DomainError);
  });

  it('costs no more than its length, of however many fields it is', () => {
    const fields = Array.from({ length: 20_000 }, (_, index) => index.toString(36));
    const begun = performance.now();
    expect(Object.keys(read(fields.join('&')))).toHaveLength(fields.length);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
