import type { FetchFault } from '@verstak/domain';
import { lookup as lookUp } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** An IP address that a name stands for. */
export interface HostAddress {
  address: string;
  family: number;
}

/** What is fetched, from where, and how long it may take. */
export interface FetchRules {
  /** Which IP addresses may be asked. */
  isAllowed: (address: string) => boolean;
  /** Most bytes, as they come and as they are when unpacked. */
  mostBytes: number;
  /** Milliseconds for all of it, with every redirect. */
  patience: number;
  /** What media types are wanted, as HTTP names them. */
  accept: string;
  /** Ends it before. */
  signal?: AbortSignal;
  /** The addresses of a name; the system's unless told. */
  resolve?: (host: string) => Promise<HostAddress[]>;
}

/** What was fetched. */
export interface Fetched {
  bytes: Buffer;
  /** That it ends here, the server said in some other way than by hanging up. */
  isWhole: boolean;
}

/** What was not fetched, and why; `status` is what a server answered. It never tells the address. */
export class NotFetched extends Error {
  constructor(
    readonly fault: FetchFault,
    readonly status?: number,
  ) {
    super(fault);
  }
}

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * What lies at an http or https address of somebody, unpacked. Where it leads, also by its name or
 * by a redirect, is checked with the very address that is connected to; a user and a password in it go to its own
 * server alone. Throws `NotFetched`.
 */
export async function fetchBody(address: string, rules: FetchRules): Promise<Fetched> {
  const late = AbortSignal.timeout(rules.patience);
  const signal = rules.signal ? AbortSignal.any([late, rules.signal]) : late;
  try {
    const first = new URL(address);
    let url = first;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await ask(url, url.origin === first.origin ? credentialsOf(first) : undefined, rules, signal);
      const next = redirectOf(answer, url);
      if (!next) return await bodyOf(answer, rules.mostBytes);
      answer.destroy();
      url = next;
    }
    throw new NotFetched('redirects');
  } catch (error) {
    if (late.aborted) throw new NotFetched('silent');
    throw error instanceof NotFetched ? error : new NotFetched(faultOf(error as NodeJS.ErrnoException));
  }
}

function ask(
  url: URL,
  credentials: string | undefined,
  rules: FetchRules,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Nothing is looked up of what is an address itself.
  if (isIP(host)) requireAllowed([{ address: host, family: isIP(host) }], rules);
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestSecure : requestPlain;
    const { protocol, port, pathname, search } = url;
    const options = { protocol, host, port, path: pathname + search, ...(credentials ? { auth: credentials } : {}) };
    const headers = { accept: rules.accept, 'accept-encoding': 'gzip', 'user-agent': 'Verstak' };
    request({ ...options, headers, signal, agent: false, lookup: lookupOf(rules) })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

/** Finds the addresses that a connection is then made to: none is looked up again. */
function lookupOf(rules: FetchRules): LookupFunction {
  const { resolve = (host: string) => lookUp(host, { all: true }) } = rules;
  return (host, { all }, done) => {
    const found = resolve(host).then((addresses) => requireAllowed(addresses, rules));
    found.then(
      (addresses) => (all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family)),
      (error: unknown) => done(error as NodeJS.ErrnoException, []),
    );
  };
}

function requireAllowed(addresses: HostAddress[], rules: FetchRules): HostAddress[] {
  if (!addresses.length) throw new NotFetched('host_unknown');
  if (!addresses.every(({ address }) => rules.isAllowed(address))) throw new NotFetched('private_network');
  return addresses;
}

function credentialsOf({ username, password }: URL): string | undefined {
  return username || password ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined;
}

/** Where an answer sends on to; `undefined` where it does not. */
function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): URL | undefined {
  if (!REDIRECTS.has(statusCode)) return undefined;
  const url = location === undefined ? null : URL.parse(location, from.href);
  if (!url || !/^https?:$/.test(url.protocol)) throw new NotFetched('redirects');
  return url;
}

const UNPACKERS: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

async function bodyOf(answer: IncomingMessage, most: number): Promise<Fetched> {
  const { statusCode, headers } = answer;
  try {
    if (statusCode !== 200) throw new NotFetched('status', statusCode);
    if (Number(headers['content-length'] ?? 0) > most) throw new NotFetched('too_large');
    const chunks: Buffer[] = [];
    const keep = async (source: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of atMost(most, source)) chunks.push(chunk);
    };
    const unpacker = UNPACKERS[headers['content-encoding']?.trim().toLowerCase() ?? ''];
    if (unpacker) {
      const packed = (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> => atMost(most, source);
      // Of bytes, for no encoding is set.
      await pipeline(answer, packed, unpacker(), (source) => keep(source as AsyncIterable<Buffer>));
    } else await pipeline(answer, keep);
    const isWhole = !!(unpacker ?? headers['content-length'] ?? headers['transfer-encoding']);
    return { bytes: Buffer.concat(chunks), isWhole };
  } catch (error) {
    answer.destroy();
    // It began well: what ends it before its end is no matter of the server's address.
    throw error instanceof NotFetched ? error : new NotFetched('cut_off');
  }
}

async function* atMost(most: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > most) throw new NotFetched('too_large');
    yield chunk;
  }
}

function faultOf({ code = '', message }: NodeJS.ErrnoException): FetchFault {
  if (/^(ENOTFOUND|EAI_\w+)$/.test(code)) return 'host_unknown';
  if (/CERT|SIGNED|VERIFY/.test(code) || /certificate|altnames/i.test(message)) return 'certificate';
  if (/^HPE_|^EPROTO$|^ERR_SSL|^ECONNRESET$/.test(code)) return 'no_http';
  return 'unreachable';
}
