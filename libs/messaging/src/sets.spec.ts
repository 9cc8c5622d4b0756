import { setsOf } from './sets.js';

const sized = (bytes: number): object => ({ filling: 'x'.repeat(bytes) });

describe('the sets of what is told at once', () => {
  it('are one: an event as it is, several as a list', () => {
    expect(setsOf([{ v: 1 }])).toEqual([{ payload: '{"v":1}', events: 1 }]);
    expect(setsOf([{ v: 1 }, { v: 2 }])).toEqual([{ payload: '[{"v":1},{"v":2}]', events: 2 }]);
  });

  it('hold up to a thousand events, in order', () => {
    const told = Array.from({ length: 2001 }, (_, n) => ({ n }));
    const sets = setsOf(told);
    expect(Math.max(...sets.map(({ events }) => events))).toBeLessThanOrEqual(1000);
    expect(sets.flatMap(({ payload }) => JSON.parse(payload) as unknown[])).toEqual(told);
    expect(setsOf(told.slice(0, 1000))).toHaveLength(1);
  });

  it('hold up to a megabyte, or one event that is larger', () => {
    const sets = setsOf([sized(400_000), sized(400_000), sized(400_000), sized(2_000_000)]);
    expect(sets.map(({ events }) => events)).toEqual([2, 1, 1]);
    expect(sets.map(({ payload }) => payload.startsWith('['))).toEqual([true, false, false]);
  });
});
