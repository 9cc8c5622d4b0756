import { halves } from './halves.js';

describe('the halves of what fails', () => {
  it('are cut between sets', () => {
    expect(halves([1, 2, 3])).toEqual([[1, 2], [3]]);
  });

  it('are cut between the events of one set, which keep their places', () => {
    const set = { id: 'a', payload: ['p', 'q', 'r'] };
    const [first, second] = halves([set]) ?? [];
    expect(first).toEqual([{ id: 'a', from: 0, payload: ['p', 'q'] }]);
    expect(second).toEqual([{ id: 'a', from: 2, payload: ['r'] }]);
    expect(halves(first ?? [])).toEqual([
      [{ id: 'a', from: 0, payload: ['p'] }],
      [{ id: 'a', from: 1, payload: ['q'] }],
    ]);
    expect(halves(second ?? [])).toBeUndefined();
  });

  it.each([[[]], [[null]], [[undefined]], [['nonsense']], [[{ payload: { v: 1 } }]], [[{}]]])(
    'are none of %j',
    (wire: unknown[]) => {
      expect(halves(wire)).toBeUndefined();
    },
  );
});
