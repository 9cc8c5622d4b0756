import { clientAddress, trustOf } from './client-address.js';

const trusted = trustOf(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']) ?? (() => false);

describe("the client's address", () => {
  it('is that of the connection when no proxy is trusted', () => {
    expect(trustOf([])).toBeUndefined();
  });

  it.each([
    // [of the connection, what X-Forwarded-For says, the client]
    ['203.0.113.5', '1.2.3.4', '203.0.113.5'],
    ['10.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['::ffff:10.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['10.0.0.1', '1.2.3.4, 203.0.113.5, 192.0.2.1', '203.0.113.5'],
    ['10.0.0.1', '1.2.3.4, 203.0.113.5', '203.0.113.5'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', 'unknown', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.2', '10.0.0.2'],
    ['fd00::1', '2001:db8::5', '2001:db8::5'],
  ])('from %s that tells %s is %s', (peer, told, client) => {
    expect(clientAddress(peer, told, trusted)).toBe(client);
  });
});
