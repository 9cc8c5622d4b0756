import { isPassing } from './database-fault.js';

const coded = (code: string): Error => Object.assign(new Error('said by the driver'), { code });

describe('an error', () => {
  it.each([
    ['an orderly stop', coded('57P01')],
    ['a crash', coded('57P02')],
    ['a start', coded('57P03')],
    ['too many connections', coded('53300')],
    ['a lost connection', coded('08006')],
    ['a transaction that stood still', coded('25P03')],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a cut connection', new Error('Connection terminated unexpectedly')],
    ['a lock in the way', coded('55P03')],
    ['a deadlock', coded('40P01')],
  ])('that tells of %s passes by itself', (_, error) => {
    expect(isPassing(error)).toBe(true);
  });

  it.each([
    ['a broken constraint', coded('23505')],
    ['a guard', coded('P0001')],
    ['a statement that took too long', coded('57014')],
    ['a mistake of ours', new TypeError('undefined is not a function')],
    ['nothing', undefined],
  ])('that tells of %s does not', (_, error) => {
    expect(isPassing(error)).toBe(false);
  });
});
