import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { replaceText } from './secrets.js';

/** When data was last copied, and where to. */
export interface LastBackup {
  at: Date;
  folder: string;
  /** It lies in the data folder itself, which no copy there outlives. */
  isBeside: boolean;
}

const noteIn = (dataDir: string): string => join(resolve(dataDir), 'last-backup');

/** Notes in the data folder that it was copied. */
export async function noteBackup(dataDir: string, folder: string): Promise<void> {
  await replaceText(noteIn(dataDir), `${new Date().toISOString()} ${folder}`);
}

/** The last copy of a data folder that `npm run backup` made; nothing where none is known. */
export async function lastBackup(dataDir: string): Promise<LastBackup | undefined> {
  const note = await readFile(noteIn(dataDir), 'utf8').catch(() => '');
  const [, time = '', folder = ''] = /^(\S+) (.+)$/.exec(note.trim()) ?? [];
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return undefined;
  return { at, folder, isBeside: folder.startsWith(resolve(dataDir) + sep) };
}
