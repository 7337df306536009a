import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { enableCompileCache } from 'node:module';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import type { Server as TlsServer } from 'node:tls';
import { Lifetime } from './lifetime.js';
import { inDataDir, prepareDataDir } from './platform/config/data-dir.js';
import { BadEnvironment, loadEnvironment, type Environment } from './platform/config/environment.js';
import { addressFault, listenAddress } from './platform/config/listen-address.js';
import { journalKeyOf, keptSecret, vaultKeyOf } from './platform/config/secrets.js';
import { followTls, readTls } from './platform/config/tls.js';
import { whereToOpen } from './platform/config/where-to-open.js';

// Compiled code is kept between starts: half of a start was compiling.
enableCompileCache();

/** How long running requests may take to finish once the product is asked to stop. */
const PATIENCE_MS = 4_000;

const lifetime = new Lifetime();
await lifetime.run(start, reason);

async function start(): Promise<void> {
  const environment = loadEnvironment();
  const { PORT } = environment;
  const host = await listenAddress(environment.HOST, PORT);
  const dataDir = await prepareDataDir(environment.DATA_DIR);
  const tls = await readTls(environment);
  const databaseUri = await openDatabase(environment, dataDir);
  const { createApplication } = await import('./application.js');
  const { Config } = await import('./platform/config/config.module.js');
  const jwtSecret = environment.JWT_SECRET ?? (await inDataDir(() => keptSecret(dataDir, 'jwt')));
  const journalKey = await inDataDir(() => journalKeyOf(environment));
  const vaultKey = await inDataDir(() => vaultKeyOf(environment));
  const config = new Config(environment, jwtSecret, databaseUri, journalKey, vaultKey);
  const tell = (upgrade: string): void => void process.stdout.write(`Upgrading the data: ${upgrade}\n`);
  const app = await inDatabase(environment, () =>
    createApplication(config, { tls, upgrading: { tell, stopped: lifetime.stopped } }),
  );
  lifetime.opened(() => closeApplication(app));
  await inDatabase(environment, () => app.init());
  lifetime.stopped.throwIfAborted();
  await app.listen(PORT, host).catch((error: Error) => Promise.reject(addressFault(error, host, PORT)));
  if (tls) followTls(app.getHttpServer() as unknown as TlsServer, environment);
  process.stdout.write(whereToOpen(environment, { host, url: await app.getUrl() }, networkInterfaces()));
}

/** Gives the address of the database: the one of `MONGODB_URI`, else that of the embedded server, which it starts. */
async function openDatabase({ MONGODB_URI }: Environment, dataDir: string): Promise<string> {
  if (MONGODB_URI) {
    const { requireServer } = await import('./platform/config/database-server.js');
    await requireServer(MONGODB_URI, lifetime.stopped);
    return MONGODB_URI;
  }
  const { startServer } = await import('@verstak/embedded-mongo');
  const database = await inDataDir(() => startServer({ dataDir: resolve(dataDir, 'database') }));
  lifetime.opened(() => database.close());
  return database.uri;
}

/** Does what needs the database; what the server of `MONGODB_URI` refuses ends the start in one line. */
async function inDatabase<T>({ MONGODB_URI }: Environment, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!MONGODB_URI) throw error;
    const { serverFault } = await import('./platform/config/database-server.js');
    throw serverFault(error) ?? error;
  }
}

/** Lets running requests finish, but not for longer than a person waits. */
async function closeApplication(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
  await app.close();
}

/** One line that names the remedy where there is one, else the whole error. */
function reason(error: unknown): string {
  const { name, message } = error as Error;
  if (error instanceof BadEnvironment || name === 'NewerData') return message;
  if (name === 'Damaged') return `${message} Nothing stored was changed; how: docs/operations.md, "A damaged folder".`;
  return `Verstak cannot start: ${(error as Error).stack ?? String(error)}`;
}
