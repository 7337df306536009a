import { isIPv6 } from 'node:net';
import { plainAddress } from '../http/plain-address.js';

/**
 * What of an address tells callers apart: all of an IPv4 address, the first 64 bits of an IPv6 one, because whoever
 * has one such address has the other 2⁶⁴ of its network too.
 */
export function networkOf(caller: string): string {
  const address = plainAddress(caller);
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':').filter(Boolean)];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
