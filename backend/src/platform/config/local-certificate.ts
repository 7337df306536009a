import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from './environment.js';
import { keptText, replaceText } from './secrets.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Phones take no longer ones of an authority of one's own than 825 days, and browsers may ask for less. */
const SERVER_DAYS = 397;
const AUTHORITY_DAYS = 3_650;
/** So long before its end a certificate is made anew. */
const NEAR_DAYS = 30;
/** Most names of one certificate: those of today, and as many of the former as have room. */
const MOST_NAMES = 100;

/** Where a local authority and its certificate for this machine lie in the data folder. */
export interface LocalFiles {
  /** What devices are told to trust. */
  authority: string;
  authorityKey: string;
  cert: string;
  key: string;
}

export function localFiles(dataDir: string): LocalFiles {
  const file = (name: string): string => join(resolve(dataDir), 'secrets', 'tls', name);
  return {
    authority: file('authority.crt'),
    authorityKey: file('authority.key'),
    cert: file('server.crt'),
    key: file('server.key'),
  };
}

/** Whether the certificate that is set is the one of the local authority. */
export function isLocal({ TLS_CERT, DATA_DIR }: Environment): boolean {
  return TLS_CERT !== undefined && resolve(TLS_CERT) === localFiles(DATA_DIR).cert;
}

/** Makes the certificate anew where its end is near or a name of today is not in it; not where it was never made. */
export async function renewLocal(environment: Environment): Promise<void> {
  const { authorityKey } = localFiles(environment.DATA_DIR);
  if (existsSync(authorityKey)) await makeLocal(environment);
}

/**
 * Makes the local authority and, by it, the certificate of this machine: for its names and addresses, for those given
 * and for those that it has had before. Whatever is good stays as it is; the keys always do. Gives what is in it.
 */
export async function makeLocal(environment: Environment, given: readonly string[] = []): Promise<string[]> {
  const files = localFiles(environment.DATA_DIR);
  const signing = await import('./certificate-signing.js');
  const authorityKey = await keptText(files.authorityKey, signing.newKey);
  const key = await keptText(files.key, signing.newKey);
  let authority = certificateIn(files.authority);
  if (!authority || isNearEnd(authority)) {
    const name = `Verstak ${hostname()}`;
    await replaceText(files.authority, await signing.authority(authorityKey, name, AUTHORITY_DAYS));
    authority = certificateIn(files.authority) as X509Certificate;
  }
  const former = certificateIn(files.cert);
  const known = former ? namesIn(former) : [];
  const wanted = [...given, ...namesOfMachine(environment)];
  const isGood = former && !isNearEnd(former) && former.verify(authority.publicKey);
  if (isGood && wanted.every((name) => known.includes(name))) return known;
  const names = [...new Set([...wanted, ...known])].slice(0, MOST_NAMES);
  const made = await signing.server(authorityKey, authority.toString(), key, names, SERVER_DAYS);
  await replaceText(files.cert, `${made}\n${authority.toString().trim()}`);
  return names;
}

/** What this machine can be called by in its network. */
function namesOfMachine({ PUBLIC_URL }: Environment): string[] {
  const machine = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const names = [
    ...(PUBLIC_URL ? [new URL(PUBLIC_URL).hostname.replace(/^\[|\]$/g, '')] : []),
    'localhost',
    machine,
    ...(machine.includes('.') ? [] : [`${machine}.local`]),
    // Addresses of one interface alone (fe80::1%eth0) are in no address that people type.
    ...addresses.map(({ address }) => address).filter((address) => !address.startsWith('fe80:')),
  ];
  return [...new Set(names)];
}

/** The names and addresses that a certificate is for. */
function namesIn({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').map((entry) => {
    const name = entry.replace(/^(DNS|IP Address):/, '');
    return isIP(name) === 6 ? shortest(name) : name;
  });
}

/** An address of IPv6 as the machine writes it (`::1`), of which certificates are told in full. */
function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function certificateIn(file: string): X509Certificate | undefined {
  return existsSync(file) ? new X509Certificate(readFileSync(file)) : undefined;
}

function isNearEnd({ validToDate }: X509Certificate): boolean {
  return validToDate.getTime() - Date.now() < NEAR_DAYS * DAY_MS;
}
