import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SECRET_LENGTH, type Environment } from './environment.js';

/**
 * The secret kept under this name in the data folder (0600); made of 32 random bytes when first asked for, one for all
 * who ask at the same moment. Throws where the file holds none.
 */
export async function keptSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, 'secrets', name);
  const secret = await keptText(file, () => randomBytes(32).toString('hex'));
  if (secret.length >= SECRET_LENGTH) return secret;
  throw new Error(`${file} holds no secret of ${SECRET_LENGTH} characters; restore it, or remove it to have a new one`);
}

/** What the journal of this workshop is sealed with: the variable, or what is kept in the data folder. */
export async function journalKeyOf({ JOURNAL_KEY, DATA_DIR }: Environment): Promise<string> {
  return JOURNAL_KEY ?? (await keptSecret(resolve(DATA_DIR), 'journal'));
}

/** What passwords of other systems are sealed with: the variable, or what is kept in the data folder. */
export async function vaultKeyOf({ VAULT_KEY, DATA_DIR }: Environment): Promise<string> {
  return VAULT_KEY ?? (await keptSecret(resolve(DATA_DIR), 'vault'));
}

/** What a file holds (0600); made when first asked for, one for all who ask at the same moment. */
export async function keptText(file: string, make: () => Promise<string> | string): Promise<string> {
  return (await read(file)) ?? (await keep(file, await make()));
}

/** Puts a text in the place of what a file held, at once. */
export async function replaceText(file: string, text: string): Promise<void> {
  const own = await writeBeside(file, text);
  await rename(own, file);
  await flushFolder(dirname(file));
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
async function keep(file: string, text: string): Promise<string> {
  const own = await writeBeside(file, text);
  try {
    await link(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(own, { force: true });
  }
  await flushFolder(dirname(file));
  return (await read(file)) ?? text;
}

async function writeBeside(file: string, text: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return own;
}

async function flushFolder(folder: string): Promise<void> {
  // Windows neither opens folders nor needs it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
