import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { flushFolder } from './journal.js';

/** The layout of the data folder that this code writes; a folder of a later one is refused. */
export const FORMAT = 2;

const FORMAT_FILE = 'FORMAT';

/** Makes the folder (0700) and reads its format. Refuses what it cannot keep safe, before anything is written. */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, FORMAT_FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    writeFormat(file);
    return;
  }
  const format = Number(/^embedded-mongo (\d+)\s*$/.exec(text)?.[1]);
  if (!Number.isInteger(format))
    throw new Error(`${folder} is not a data folder of embedded-mongo: unexpected ${FORMAT_FILE}`);
  if (format > FORMAT) {
    throw new Error(
      `${folder} was written by a newer embedded-mongo (format ${format}; this one knows ${FORMAT}). Update, or choose another folder.`,
    );
  }
  // A folder of format 1 has no journal; an older server must not open it once it may have one.
  if (format < FORMAT) writeFormat(file);
}

function writeFormat(file: string): void {
  // Flushed: a power loss that left the name without the content would leave a folder that is refused.
  writeFileSync(`${file}.new`, `embedded-mongo ${FORMAT}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  flushFolder(dirname(file));
}

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
