import { RetryBudget } from './retry-budget.policy.js';

describe('the retry budget', () => {
  it('is a tenth of what is asked, once what was saved is spent', () => {
    const budget = new RetryBudget();
    while (budget.spend());
    let again = 0;
    for (let request = 0; request < 1001; request += 1) {
      budget.earn();
      if (budget.spend()) again += 1;
    }
    expect(again).toBe(100);
  });
});
