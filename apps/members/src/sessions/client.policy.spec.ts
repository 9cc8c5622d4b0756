import { shortAgent } from './client.policy.js';

describe('the client', () => {
  it.each([
    ['Mozilla/5.0 (Linux)', 'Mozilla/5.0 (Linux)'],
    [' a\t\u0007b  c ', 'a b c'],
    ['x'.repeat(300), 'x'.repeat(200)],
    ['', null],
    [' \u0000 ', null],
    [undefined, null],
  ])('says %j that it is: %j', (header, agent) => {
    expect(shortAgent(header)).toBe(agent);
  });
});
