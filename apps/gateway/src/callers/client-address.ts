import { BlockList, isIP } from 'node:net';

const plain = (address: string): string =>
  address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;

/** Whether an address is one of the proxies in front of the gateway. */
export function trustOf(ranges: readonly string[]): ((address: string) => boolean) | undefined {
  if (ranges.length === 0) return undefined;
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * The client's address: the connection's own, unless that is a proxy we trust. Then the chain it tells is read from
 * its end, for as long as each link is trusted; what a client wrote at its beginning is never reached.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: (address: string) => boolean,
): string {
  let client = plain(peer);
  const chain = (forwardedFor ?? '').split(',').map((one) => plain(one.trim()));
  while (trusted(client)) {
    const before = chain.pop();
    if (before === undefined || isIP(before) === 0) break;
    client = before;
  }
  return client;
}
