import { largestSafeTarget } from './compile-tasks.js';

describe('the largest safe target', () => {
  const largest = (tasks: number, weight: number, taskMaximum: number, target: bigint): bigint =>
    BigInt(2 * taskMaximum + 1) * BigInt(weight) * target ** BigInt(tasks);

  it.each([
    [1, 1000, 4000],
    [4, 4000, 4000],
    [7, 4000, 8000],
    [40, 400_000, 10_000],
  ])('of %d tasks of %d together overflows nothing, and the next would', (tasks, weight, most) => {
    const safe = largestSafeTarget(tasks, weight, most);
    expect(largest(tasks, weight, most, BigInt(safe))).toBeLessThan(2n ** 63n);
    if (safe < 1_000_000)
      expect(largest(tasks, weight, most, BigInt(safe + 1))).toBeGreaterThanOrEqual(2n ** 63n);
  });

  it('is beyond what anybody does in a month, for a scheme of everyday', () => {
    expect(largestSafeTarget(4, 4000, 4000)).toBeGreaterThan(500);
  });
});
