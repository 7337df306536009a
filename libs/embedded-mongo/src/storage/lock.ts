import { createHash } from 'node:crypto';
import { closeSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held while a server uses a folder. */
export interface FolderLock {
  release(): void;
}

/** The socket in the folder by which those see one another that share the folder but not the system's names. */
const FILE = 'lock.sock';

/**
 * Takes the folder for this server alone. The lock is a listening socket whose name comes from the folder's identity,
 * and, for containers that share the folder alone, one in it: the system stops both however the process ends, so that a
 * kill leaves no stale lock behind.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const { dev, ino } = statSync(folder);
  const identity = process.platform === 'win32' ? realpathSync(folder).toLowerCase() : `${dev}:${ino}`;
  const name = `embedded-mongo-${createHash('sha256').update(identity).digest('hex').slice(0, 24)}`;
  const locks: FolderLock[] = [];
  const release = (): void => locks.splice(0).forEach((lock) => lock.release());
  for (const take of [() => hold(socketName(name)), () => holdInside(folder)]) {
    const lock = await take().catch((error: unknown) => {
      release();
      throw error;
    });
    if (lock !== undefined) locks.push(lock);
    else {
      release();
      throw new Error(`${folder} is in use by another embedded-mongo server`);
    }
  }
  return { release };
}

/** By way of the folder's descriptor, because the path of a socket must be short; other systems have no such way. */
async function holdInside(folder: string): Promise<FolderLock | undefined> {
  if (process.platform !== 'linux') return { release: () => undefined };
  const descriptor = openSync(folder, 'r');
  const lock = await hold(`/proc/self/fd/${descriptor}/${FILE}`).catch((error: unknown) => {
    closeSync(descriptor);
    throw error;
  });
  const release = (): void => {
    // What it listens at is removed through the descriptor.
    lock?.release();
    closeSync(descriptor);
  };
  if (lock !== undefined) return { release };
  release();
  return undefined;
}

/** Listens at a place; `undefined` where another process does. What one has left that was killed is removed. */
async function hold(path: string): Promise<FolderLock | undefined> {
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (path.startsWith('/') && !(await answers(path))) {
      rmSync(path, { force: true });
      return listen(path).catch(() => undefined);
    }
    return undefined;
  });
  server?.unref();
  return server && { release: () => void server.close() };
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
