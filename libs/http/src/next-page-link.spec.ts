import { withCursor } from './next-page-link.js';

describe('withCursor', () => {
  it.each([
    ['/v1/things', '/v1/things?cursor=a-b_9'],
    ['/v1/things?limit=5', '/v1/things?limit=5&cursor=a-b_9'],
    ['/v1/things?cursor=old', '/v1/things?cursor=a-b_9'],
    ['/v1/things?cursor=old&limit=5', '/v1/things?cursor=a-b_9&limit=5'],
    ['/v1/things?precursor=x', '/v1/things?precursor=x&cursor=a-b_9'],
    ['/v1/things?q=a?cursor=b', '/v1/things?q=a%3Fcursor%3Db&cursor=a-b_9'],
    ['/v1/things?cursor&limit=5', '/v1/things?cursor=a-b_9&limit=5'],
    ['/v1/things?', '/v1/things?cursor=a-b_9'],
    ['/v1/things?q=%E5%BC%A0', '/v1/things?q=%E5%BC%A0&cursor=a-b_9'],
    ['/v1/things?%63ursor=old', '/v1/things?cursor=a-b_9'],
    ['/v1/things?q=a>;b', '/v1/things?q=a%3E%3Bb&cursor=a-b_9'],
  ])('after %s comes %s', (address, next) => {
    expect(withCursor(address, 'a-b_9')).toBe(next);
  });
});
