import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder, replaceFile } from './files.js';

/**
 * The layout of the data folder that this code writes; a folder of a later one is refused. Folders of earlier ones are
 * taken over: 1 had no journal, 2 bore its format before anything was stored. Of 3 it is written last, when the data
 * file and both journal files are on the disk: where it stands and one of them is missing, data was lost.
 */
export const FORMAT = 3;

const FORMAT_FILE = 'FORMAT';

/** The format that a folder bears, 0 where it bears none. Throws where it is of a later one or of something else. */
export function readFormat(folder: string): number {
  let text: string;
  try {
    text = readFileSync(join(folder, FORMAT_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
  const format = Number(/^embedded-mongo (\d+)\s*$/.exec(text)?.[1]);
  if (!Number.isInteger(format))
    throw new Error(`${folder} is not a data folder of embedded-mongo: unexpected ${FORMAT_FILE}`);
  if (format > FORMAT) {
    throw new Error(
      `${folder} was written by a newer embedded-mongo (format ${format}; this one knows ${FORMAT}). Update, or choose another folder.`,
    );
  }
  return format;
}

/** Says of a folder that everything is in it, and makes that last together with the names of its files. */
export function writeFormat(folder: string): void {
  replaceFile(join(folder, FORMAT_FILE), `embedded-mongo ${FORMAT}\n`);
  flushFolder(folder);
}
