import { createHash } from 'node:crypto';
import { realpathSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held while a server uses a folder. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this server alone. The lock is a listening socket whose name comes from the folder's identity:
 * the system frees it however the process ends, so a kill leaves no stale lock behind.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const { dev, ino } = statSync(folder);
  const identity = process.platform === 'win32' ? realpathSync(folder).toLowerCase() : `${dev}:${ino}`;
  const name = `embedded-mongo-${createHash('sha256').update(identity).digest('hex').slice(0, 24)}`;
  const path = socketName(name);
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (path.startsWith('/') && !(await answers(path))) {
      rmSync(path, { force: true });
      return listen(path).catch(() => undefined);
    }
    return undefined;
  });
  if (server === undefined) throw new Error(`${folder} is in use by another embedded-mongo server`);
  server.unref();
  return { release: () => server.close() };
}

function socketName(name: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Linux has names outside the file system, which vanish with their process.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.lock`);
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
