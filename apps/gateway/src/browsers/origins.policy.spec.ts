import { allowedOrigins } from './origins.policy.js';

describe('which origins may call', () => {
  it('are the listed ones, without a trailing slash', () => {
    expect(allowedOrigins(['https://mine.example/', 'http://a:8080'], 'production')).toEqual([
      'https://mine.example',
      'http://a:8080',
    ]);
  });

  it('are none in production when nothing is listed', () => {
    expect(allowedOrigins([], 'production')).toEqual([]);
    expect(allowedOrigins([], 'test')).toEqual([]);
  });

  it('are all of this machine in development', () => {
    const [local] = allowedOrigins([], 'development') as [RegExp];
    expect(local.test('http://localhost:5173')).toBe(true);
    expect(local.test('http://localhost.evil.example')).toBe(false);
    expect(local.test('http://evil.example/?http://localhost:1')).toBe(false);
  });

  it('are all when the list says so', () => {
    expect(allowedOrigins(['*'], 'production')).toBe('*');
  });
});
