import type { NetworkInterfaceInfo } from 'node:os';
import type { Environment } from './environment.js';

const EVERYWHERE = ['::', '0.0.0.0'];
/** Networks of offices and homes (RFC 1918). */
const PRIVATE = /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\./;
/** Interfaces to containers, virtual machines and tunnels: no phone is behind them. */
const INNER = /^(docker|br-|veth|virbr|vethernet|vmnet|vmware|vboxnet|virtualbox|utun|tun|tap|wg)/i;
/** Names by which every machine calls itself. */
const OWN = /^((.+\.)?localhost\.?|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/;

/** What a server listens on: the host that it was given, and its address as Node tells it. */
export interface Listening {
  host: string;
  url: string;
}

/** Addresses of the product by this machine's own name, and by one that a phone in the same network opens. */
interface Addresses {
  own: string;
  phone?: string;
}

/** What is wrong with an address that labels carry: only this machine opens it, or a router may give it to another. */
export const ADDRESS_FAULTS = ['local', 'guessed'] as const;
export type AddressFault = (typeof ADDRESS_FAULTS)[number];

/**
 * The lines that tell where to open the product: `PUBLIC_URL` or the address on this machine, and where neither can be
 * opened by a phone, what one in the same network can open.
 */
export function whereToOpen(
  { PUBLIC_URL }: Pick<Environment, 'PUBLIC_URL'>,
  listening: Listening,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
): string {
  const { own, phone } = addressesOf(listening, interfaces);
  const lines = [`Verstak is ready: open ${PUBLIC_URL ?? own}`];
  if (PUBLIC_URL && isOwn(PUBLIC_URL))
    lines.push(
      `PUBLIC_URL: ${PUBLIC_URL} opens on this machine alone${phone ? `; a phone in this network opens ${phone}` : ''}`,
    );
  else if (!PUBLIC_URL && phone)
    lines.push(
      `A phone in this network opens ${phone}: set PUBLIC_URL to it, so that links carry it and not localhost`,
    );
  return `${lines.join('\n')}\n`;
}

/** The address that labels carry: `PUBLIC_URL`, else one that a phone in this network opens, else this machine's own. */
export function publicAddress(
  { PUBLIC_URL, HOST = '::', PORT, TLS_CERT }: Pick<Environment, 'PUBLIC_URL' | 'HOST' | 'PORT' | 'TLS_CERT'>,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
): { url: string; fault?: AddressFault } {
  if (PUBLIC_URL) return isOwn(PUBLIC_URL) ? { url: PUBLIC_URL, fault: 'local' } : { url: PUBLIC_URL };
  const url = `${TLS_CERT ? 'https' : 'http'}://localhost:${PORT}`;
  const { own, phone } = addressesOf({ host: HOST, url }, interfaces);
  if (phone) return { url: phone, fault: 'guessed' };
  return { url: own, fault: isOwn(own) ? 'local' : 'guessed' };
}

const isOwn = (address: string): boolean => OWN.test(new URL(address).hostname);

function addressesOf({ host, url }: Listening, interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): Addresses {
  const { protocol, port } = new URL(url);
  const addressBy = (name: string): string => `${protocol}//${name}:${port}`;
  const found = EVERYWHERE.includes(host) ? privateAddress(interfaces) : undefined;
  return { own: addressBy(nameOf(host)), ...(found ? { phone: addressBy(found) } : {}) };
}

function privateAddress(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string | undefined {
  return Object.entries(interfaces)
    .filter(([name]) => !INNER.test(name))
    .flatMap(([, addresses = []]) => addresses)
    .find(({ family, address, internal }) => family === 'IPv4' && !internal && PRIVATE.test(address))?.address;
}

/** What a browser on this machine calls an address to listen on. */
function nameOf(host: string): string {
  if ([...EVERYWHERE, '::1', '127.0.0.1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
