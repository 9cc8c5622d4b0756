import { networkOf, shortAgent } from './client.policy.js';

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

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
  ])('at %s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
