import { isPassing } from './passing.js';

describe('an error', () => {
  it.each([
    ['an orderly stop', { code: '57P01' }],
    ['a crash', { code: '57P02' }],
    ['a start', { code: '57P03' }],
    ['too many connections', { code: '53300' }],
    ['a lost connection', { code: '08006' }],
    ['a transaction that stood still', { code: '25P03' }],
    ['a refused connection', { code: 'ECONNREFUSED' }],
    ['a cut connection', new Error('Connection terminated unexpectedly')],
    ['a lock in the way', { code: '55P03' }],
    ['a deadlock', { code: '40P01' }],
  ])('that tells of %s passes by itself', (_, error) => {
    expect(isPassing(error)).toBe(true);
  });

  it.each([
    ['a broken constraint', { code: '23505' }],
    ['a guard', { code: 'P0001' }],
    ['a statement that took too long', { code: '57014' }],
    ['a mistake of ours', new TypeError('undefined is not a function')],
    ['nothing', undefined],
  ])('that tells of %s does not', (_, error) => {
    expect(isPassing(error)).toBe(false);
  });
});
