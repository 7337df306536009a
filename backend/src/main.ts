import { enableCompileCache } from 'node:module';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadEnvironment, readEnvironment, type Environment } from './platform/config/environment.js';
import { keptSecret } from './platform/config/secrets.js';

// Compiled code is kept between starts: half of a start was compiling.
enableCompileCache();

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const environment = readEnvironment();
  const dataDir = resolve(environment.DATA_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase(environment, dataDir);
  const { createApplication } = await import('./application.js');
  const { Config } = await import('./platform/config/config.module.js');
  const jwtSecret = environment.JWT_SECRET ?? (await keptSecret(dataDir, 'jwt'));
  const app = await createApplication(new Config(environment, jwtSecret, database.uri));
  await app.listen(environment.PORT, environment.HOST);
  const stop = (): void => {
    void app
      .close()
      .then(() => database.close())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const { port } = new URL(await app.getUrl());
  process.stdout.write(`Verstak is ready: open ${environment.PUBLIC_URL ?? `http://localhost:${port}`}\n`);
}

async function openDatabase(
  environment: Environment,
  dataDir: string,
): Promise<{ uri: string; close(): Promise<void> }> {
  if (environment.MONGODB_URI) {
    const { requireServer } = await import('./platform/config/database-server.js');
    await requireServer(environment.MONGODB_URI);
    return { uri: environment.MONGODB_URI, close: () => Promise.resolve() };
  }
  const { startServer } = await import('@verstak/embedded-mongo');
  return startServer({ dataDir: resolve(dataDir, 'database') });
}

/** One line that names the remedy where there is one, else the whole error. */
function reason(error: unknown): string {
  if (error instanceof BadEnvironment) return error.message;
  const { code, port, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `PORT: ${port} is in use by another program; example: PORT=${(port ?? 3000) + 1}`;
  if (code === 'EACCES' && port) return `PORT: ${port} needs rights that this user has not; example: PORT=3000`;
  return `Verstak cannot start: ${stack ?? String(error)}`;
}

start().catch((error: unknown) => {
  process.stderr.write(`${reason(error)}\n`);
  process.exit(1);
});
