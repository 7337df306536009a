import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fault } from './environment.js';

const FAULTS: Record<string, string> = {
  EEXIST: 'is a file, no folder',
  ENOTDIR: 'lies below a file',
  ENOENT: 'leads nowhere: no folder can be made there',
  ELOOP: 'is a link that leads in a circle',
  EACCES: 'may not be read and written by this user',
  EPERM: 'may not be read and written by this user',
  EROFS: 'lies on a file system that is read-only',
  ENOSPC: 'has no space left',
  EDQUOT: 'has no space left for this user',
  ENAMETOOLONG: 'has too long a name',
};

/** The whole path of the data folder, made where it is not there; ends the start where it cannot hold the data. */
export async function prepareDataDir(folder: string): Promise<string> {
  const path = resolve(folder);
  return inDataDir(async () => {
    await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return path;
  });
}

/**
 * Does what needs the data folder; a failure ends the start in one line that names the variable. Of damage to its files
 * the database itself says which and where: no other value of the variable would help.
 */
export async function inDataDir<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { name, code = '', path, message } = error as NodeJS.ErrnoException;
    if (name === 'Damaged') throw error;
    throw fault('DATA_DIR', FAULTS[code] && path ? `${path} ${FAULTS[code]}` : message);
  }
}

/** `recursive` of Node's own would try for ever where a folder refuses new ones with ENOENT, as those of /proc do. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path));
      await mkdir(path, { mode: 0o700 });
    } else if (code !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error;
  }
}
