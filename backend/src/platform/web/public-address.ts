import { BlockList, isIPv6 } from 'node:net';

/** What of IPv4 is no address of the public internet (IANA's registry of special-purpose addresses, RFC 6890). */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Of IPv6 only this is given to hosts of the public internet (RFC 4291), */
const PUBLIC_6 = '2000::/3';
/** and of that not what leads elsewhere or nowhere: Teredo and other protocols, examples, 6to4. */
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const notPublic4 = blockList(NOT_PUBLIC_4, 'ipv4');
const notPublic6 = blockList(NOT_PUBLIC_6, 'ipv6');
const public6 = blockList([PUBLIC_6], 'ipv6');
const mapped = blockList(['::ffff:0:0/96'], 'ipv6');

/** Which addresses may be asked: those of private networks too where their setting is `allow`. */
export function addressRule(privateNetworks: string): (address: string) => boolean {
  return privateNetworks === 'allow' ? () => true : isPublicAddress;
}

/**
 * Whether an IP address is one of the public internet: none of this machine, of a private network, of the link, of a
 * group, or kept for anything else. An IPv4 address within an IPv6 one counts as itself where systems take it for that.
 */
export function isPublicAddress(address: string): boolean {
  // A zone names an interface of this machine.
  if (address.includes('%')) return false;
  if (!isIPv6(address)) return !notPublic4.check(address, 'ipv4');
  if (mapped.check(address, 'ipv6')) return !notPublic4.check(address, 'ipv6');
  return public6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

function blockList(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
