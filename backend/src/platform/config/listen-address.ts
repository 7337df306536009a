import { createServer } from 'node:net';
import { fault } from './environment.js';

const HOST_FAULTS: Record<string, string> = {
  ENOTFOUND: 'is no name or address that is known here',
  EAI_AGAIN: 'cannot be looked up: the name server does not answer',
  EADDRNOTAVAIL: 'is no address of this machine',
  EINVAL: 'is no address to listen on',
};

/** Ends the start where nothing can listen on this host and port; asked before anything is written. */
export async function requireAddress(host: string, port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(addressFault(error, host, port)));
    server.listen({ host, port }, () => server.close(() => resolve()));
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
