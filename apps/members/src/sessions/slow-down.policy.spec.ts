import { waitSeconds } from './slow-down.policy.js';

describe('slowing log-ins down', () => {
  it('lets five failures go, then doubles the wait up to a minute', () => {
    expect([0, 4, 5, 6, 7, 10, 11, 12, 1000].map(waitSeconds)).toEqual([
      0, 0, 1, 2, 4, 32, 60, 60, 60,
    ]);
  });
});
