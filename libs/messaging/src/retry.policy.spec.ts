import { retryDelay } from './retry.policy.js';

describe('the wait before a job is tried again', () => {
  it.each([
    [1, 250],
    [2, 500],
    [5, 4000],
    [9, 60_000],
    [1_000_000, 60_000],
  ])('after failure %i is %i ms', (attempt, ms) => {
    expect(retryDelay(attempt)).toBe(ms);
  });
});
