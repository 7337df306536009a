import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SECRET_LENGTH, type Environment } from './environment.js';

/**
 * The secret kept under this name in the data folder (0600); made of 32 random bytes when first asked for, one for all
 * who ask at the same moment. Throws where the file holds none.
 */
export async function keptSecret(dataDir: string, name: string): Promise<string> {
  const folder = join(dataDir, 'secrets');
  const file = join(folder, name);
  const secret = (await read(file)) ?? (await make(folder, file));
  if (secret.length >= SECRET_LENGTH) return secret;
  throw new Error(`${file} holds no secret of ${SECRET_LENGTH} characters; restore it, or remove it to have a new one`);
}

/** What the journal of this workshop is sealed with: the variable, or what is kept in the data folder. */
export async function journalKeyOf({ JOURNAL_KEY, DATA_DIR }: Environment): Promise<string> {
  return JOURNAL_KEY ?? (await keptSecret(resolve(DATA_DIR), 'journal'));
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** A file has its name only once its content is on the disk, and whoever comes second takes the first one's. */
async function make(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  const secret = randomBytes(32).toString('hex');
  try {
    await writeFile(own, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await link(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(own, { force: true });
  }
  await flushFolder(folder);
  return (await read(file)) ?? secret;
}

async function flushFolder(folder: string): Promise<void> {
  // Windows neither opens folders nor needs it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
