import { isIP } from 'node:net';

/**
 * Under which name an address is counted. A customer of a network has one IPv4 address but a whole /64 of IPv6 (RFC 6177)
 * in which every address is theirs; IPv4 that comes written as IPv6 is that IPv4: mapped (RFC 4291 §2.5.5.2), through
 * NAT64 (RFC 6052 §2.1) or 6to4 (RFC 3056 §2, a /48 for each address). A port beside it, as some proxies and Asterisk write
 * it, says nothing: everybody has thousands. What is no address is its own name.
 */
export function addressKey(written: string): string {
  const address = written
    .replace(/^\[([^\]]*)\](?::\d{1,5})?$/, '$1')
    .replace(/^([\d.]{7,15}):\d{1,5}$/, '$1');
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  const start = groups.slice(0, 6).map(hex).join(':');
  if (start === '0:0:0:0:0:ffff' || start === '64:ff9b:0:0:0:0') return ipv4(groups.slice(6));
  if (groups[0] === 0x2002) return ipv4(groups.slice(1, 3));
  return `${groups.slice(0, 4).map(hex).join(':')}::/64`;
}

/**
 * The network that one customer may have (RFC 6177: up to a /48 of IPv6, 65,536 networks of `addressKey`); of IPv4 the
 * address itself.
 */
export function siteKey(written: string): string {
  const key = addressKey(written);
  return key.endsWith('::/64') ? `${key.split(':').slice(0, 3).join(':')}::/48` : key;
}

const hex = (group: number): string => group.toString(16);
const ipv4 = (groups: readonly number[]): string => groups.flatMap(each => [each >> 8, each & 255]).join('.');

/** The eight groups of an IPv6 address, whose zone (`%eth0`) is left out. */
function groupsOf(address: string): number[] {
  // Written anew by the URL parser: lower case, no dotted end.
  const written = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = written.split('::').map(half => half.split(':').filter(Boolean));
  const gap = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...gap, ...tail].map(group => Number.parseInt(group, 16));
}
