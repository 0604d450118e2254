import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Whether what an address says of a client's is believed. */
export type Trusts = (address: string) => boolean;

/** `proxies`: addresses and networks such as `10.0.0.0/8`. */
export function trusting(proxies: readonly string[]): Trusts {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  // What is no address comes from a header that anybody can write.
  return address => isIP(address) !== 0 && list.check(address, familyOf(address));
}

/** Where a connection comes from: the nearest hop that is no proxy of ours. */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trusts: Trusts,
): string {
  const told = [headers['x-forwarded-for'] ?? '']
    .flat()
    .join(',')
    .split(',')
    .map(hop => hop.trim())
    .filter(Boolean);
  const hops = [socket.remoteAddress ?? '', ...told.reverse()];
  return hops.find(hop => !trusts(hop)) ?? hops.at(-1) ?? '';
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
