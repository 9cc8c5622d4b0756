import { type Trouble, troubleOf } from './upstream.errors.js';

describe('what a failure says of a copy', () => {
  it.each<[code: string, trouble: Trouble]>([
    ['ECONNREFUSED', 'refused'],
    // A name that is taken out while its container stops.
    ['ENOTFOUND', 'refused'],
    ['EHOSTUNREACH', 'absent'],
    ['UND_ERR_CONNECT_TIMEOUT', 'absent'],
    ['UND_ERR_SOCKET', 'cut'],
    ['UND_ERR_HEADERS_TIMEOUT', 'late'],
    ['COPY_UNREADY', 'unready'],
    ['ERR_INVALID_ARG_TYPE', 'other'],
  ])('%s: %s', (code, trouble) => {
    expect(troubleOf(Object.assign(new Error(code), { code }))).toBe(trouble);
  });

  it('without a code: other', () => {
    expect(troubleOf(new Error('a bug'))).toBe('other');
  });
});
