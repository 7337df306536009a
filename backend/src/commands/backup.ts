import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withEmbeddedDatabase } from '../platform/config/embedded-database.js';
import { loadEnvironment } from '../platform/config/environment.js';
import { noteBackup } from '../platform/config/last-backup.js';

/**
 * Copies the embedded database and the secrets into a new folder, whether the product runs or not. The copy is itself a
 * data folder. Its name is the argument, by default one of the time within `DATA_DIR/backups`.
 */
async function backUp(): Promise<string> {
  const environment = loadEnvironment();
  if (environment.MONGODB_URI) throw new Error('MONGODB_URI is set: back its server up by its own tools (mongodump)');
  const dataDir = resolve(environment.DATA_DIR);
  const name = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = resolve(process.argv[2] ?? join(dataDir, 'backups', name));
  if (existsSync(folder)) throw new Error(`${folder} is there already: name a new folder`);
  // Under its own name only once it is whole.
  const unfinished = `${folder}.unfinished`;
  await withEmbeddedDatabase(dataDir, async (client) => {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await client.db('admin').command({ backup: 1, folder: join(unfinished, 'database') });
  });
  const secrets = join(dataDir, 'secrets');
  if (existsSync(secrets)) await cp(secrets, join(unfinished, 'secrets'), { recursive: true });
  await rename(unfinished, folder);
  await noteBackup(dataDir, folder);
  return folder;
}

try {
  process.stdout.write(`Backed up: ${await backUp()}\n`);
} catch (error) {
  process.stderr.write(`No backup was made. ${(error as Error).message}\n`);
  process.exitCode = 1;
}
