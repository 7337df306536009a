import type { FetchFault } from '@verstak/domain';
import { lookup as lookUp } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { requireNoTransaction } from '../database/unit.js';

/** An IP address that a name stands for. */
export interface HostAddress {
  address: string;
  family: number;
}

/** Who may be asked, and how long it may take. */
export interface RequestRules {
  /** Which IP addresses may be asked, of which host. */
  isAllowed: (address: string, host: string) => boolean;
  /** Most bytes of an answer, as they come and as they are when unpacked. */
  mostBytes: number;
  /** Milliseconds for all of it. */
  patience: number;
  /** Ends it before. */
  signal?: AbortSignal | undefined;
  /** The addresses of a name; the system's unless told. */
  resolve?: (host: string) => Promise<HostAddress[]>;
}

/** What a server is asked. */
export interface Asked {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: Uint8Array | undefined;
  /** User and password, as `user:password`. */
  credentials?: string | undefined;
}

/** The body of an answer. */
export interface Fetched {
  bytes: Buffer;
  /** That it ends here, the server said in some other way than by hanging up. */
  isWhole: boolean;
}

/** What a server answered, whatever it was. */
export interface Exchanged extends Fetched {
  status: number;
  /** How long it wants to be left alone, in milliseconds. */
  retryAfter?: number | undefined;
}

/** What was not fetched, and why; `status` is what a server answered. It never tells the address. */
export class NotFetched extends Error {
  constructor(
    readonly fault: FetchFault,
    readonly status?: number,
    /** How long the server wants to be left alone, in milliseconds. */
    readonly retryAfter?: number,
  ) {
    super(fault);
  }
}

/** Asks a server once and reads its answer, whatever its status; a redirect is followed by nobody. Throws `NotFetched`. */
export async function exchange(url: URL, asked: Asked, rules: RequestRules): Promise<Exchanged> {
  return within(rules, async (signal) => {
    const answer = await ask(url, asked, rules, signal);
    const { statusCode: status = 0 } = answer;
    return { status, retryAfter: retryAfterOf(answer), ...(await bodyOf(answer, rules.mostBytes)) };
  });
}

/**
 * Does work that ends when its time is over or somebody ends it, and names what went wrong by `NotFetched`; never inside
 * of a transaction, which would wait for somebody else's server.
 */
export async function within<T>(rules: RequestRules, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  requireNoTransaction('Asking another server');
  const late = AbortSignal.timeout(rules.patience);
  const signal = rules.signal ? AbortSignal.any([late, rules.signal]) : late;
  try {
    return await work(signal);
  } catch (error) {
    if (late.aborted) throw new NotFetched('silent');
    throw error instanceof NotFetched ? error : new NotFetched(faultOf(error as NodeJS.ErrnoException));
  }
}

/** Asks a server at an address that may be asked: the very one that was looked at is connected to. */
export function ask(url: URL, asked: Asked, rules: RequestRules, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Nothing is looked up of what is an address itself.
  if (isIP(host)) requireAllowed([{ address: host, family: isIP(host) }], host, rules);
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestSecure : requestPlain;
    const { protocol, port, pathname, search } = url;
    const { method = 'GET', body, credentials } = asked;
    const headers = { 'accept-encoding': 'gzip', 'user-agent': 'Verstak', ...asked.headers };
    const options = {
      method,
      protocol,
      host,
      port,
      path: pathname + search,
      ...(credentials && { auth: credentials }),
    };
    request({ ...options, headers, signal, agent: false, lookup: lookupOf(rules) })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
  });
}

/** How many milliseconds a server wants to be left alone (RFC 9110): it says seconds or an instant; `undefined` where it says neither. */
export function retryAfterOf({ headers }: IncomingMessage): number | undefined {
  const told = headers['retry-after'];
  if (told === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(told)) return Number(told) * 1_000;
  const at = Date.parse(told);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** The user and the password of an address; `undefined` where it has none. */
export function credentialsOf({ username, password }: URL): string | undefined {
  return username || password ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined;
}

/** Finds the addresses that a connection is then made to: none is looked up again. */
function lookupOf(rules: RequestRules): LookupFunction {
  const { resolve = (host: string) => lookUp(host, { all: true }) } = rules;
  return (host, { all }, done) => {
    const found = resolve(host).then((addresses) => requireAllowed(addresses, host, rules));
    found.then(
      (addresses) => (all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family)),
      (error: unknown) => done(error as NodeJS.ErrnoException, []),
    );
  };
}

function requireAllowed(addresses: HostAddress[], host: string, rules: RequestRules): HostAddress[] {
  if (!addresses.length) throw new NotFetched('host_unknown');
  if (!addresses.every(({ address }) => rules.isAllowed(address, host))) throw new NotFetched('private_network');
  return addresses;
}

const UNPACKERS: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body of an answer, unpacked. Throws `NotFetched`. */
export async function bodyOf(answer: IncomingMessage, most: number): Promise<Fetched> {
  const { headers } = answer;
  try {
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
