import { createServer } from 'node:net';
import { fault } from './environment.js';

const HOST_FAULTS: Record<string, string> = {
  ENOTFOUND: 'is no name or address that is known here',
  EAI_AGAIN: 'cannot be looked up: the name server does not answer',
  EADDRNOTAVAIL: 'is no address of this machine',
  EINVAL: 'is no address to listen on',
};

/** Every address of the machine, IPv4 too; and where the system has no IPv6. */
const EVERY = '::';
const EVERY_OF_IPV4 = '0.0.0.0';
/** What a system without IPv6 answers. */
const NO_IPV6 = ['EAFNOSUPPORT', 'EADDRNOTAVAIL'];

/**
 * What to listen on: the host asked for, else every address that this machine has. Ends the start where nothing can
 * listen there; asked before anything is written.
 */
export async function listenAddress(host: string | undefined, port: number): Promise<string> {
  const error = await failureOf(host ?? EVERY, port);
  if (!error) return host ?? EVERY;
  if (host === undefined && NO_IPV6.includes(error.code ?? '')) return listenAddress(EVERY_OF_IPV4, port);
  throw addressFault(error, host ?? EVERY, port);
}

async function failureOf(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

/** What to say where listening failed: which variable is at fault, and why. */
export function addressFault(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const { code = '', message } = error;
  if (code === 'EADDRINUSE') {
    const example = port < 65_535 ? port + 1 : 3000;
    return fault('PORT', `${port} is in use by another program`, String(example));
  }
  if (code === 'EACCES') return fault('PORT', `${port} needs rights that this user has not`);
  if (code === 'EAFNOSUPPORT') return fault('HOST', `"${host}" is of a kind that this machine has not`, '0.0.0.0');
  return fault('HOST', `"${host}" ${HOST_FAULTS[code] ?? `cannot be listened on: ${message}`}`);
}
