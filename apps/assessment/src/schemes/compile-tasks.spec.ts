import { largestSafeProduct } from './compile-tasks.js';

describe('the largest safe product', () => {
  const largest = (weight: number, taskMaximum: number, product: bigint): bigint =>
    BigInt(Math.max(2 * taskMaximum + 1, 2)) * BigInt(weight) * product;

  it.each([
    [1000, 4000],
    [4000, 8000],
    [400_000, 10_000],
    [1, 0],
  ])('of tasks of %d together overflows nothing, and the next would', (weight, most) => {
    const safe = largestSafeProduct(weight, most);
    expect(largest(weight, most, safe)).toBeLessThan(2n ** 63n);
    expect(largest(weight, most, safe + 1n)).toBeGreaterThanOrEqual(2n ** 63n);
  });

  it('is beyond what a branch is measured by: two averages of 10,000 and the attendance of a thousand', () => {
    expect(largestSafeProduct(4600, 8000)).toBeGreaterThan(10_000n * 10_000n * 1000n);
  });
});
