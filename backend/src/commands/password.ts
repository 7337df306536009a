import { NestFactory } from '@nestjs/core';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { AppModule } from '../app.module.js';
import { Config } from '../platform/config/config.module.js';
import { withEmbeddedDatabase } from '../platform/config/embedded-database.js';
import { loadEnvironment, type Environment } from '../platform/config/environment.js';
import { journalKeyOf } from '../platform/config/secrets.js';
import { UsersService } from '../users/users.service.js';
import { openData } from '../workshop/open-data.js';

/** Gives the user of this login a random password, ends the user's sessions, and returns the password. */
async function reset(environment: Environment, databaseUri: string, login: string): Promise<string> {
  const journalKey = await journalKeyOf(environment);
  const config = new Config(environment, 'no token is signed here', databaseUri, journalKey);
  await openData(config);
  const module = AppModule.with(config);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    const password = randomBytes(12).toString('base64url');
    if (await app.get(UsersService).resetPassword(login, password)) return password;
    throw new Error(`Nobody signs in as ${JSON.stringify(login)}`);
  } finally {
    await app.close();
  }
}

try {
  const [login] = process.argv.slice(2);
  if (!login) throw new Error('Whose? Example: npm run password -- admin');
  const environment = loadEnvironment();
  const password = environment.MONGODB_URI
    ? await reset(environment, environment.MONGODB_URI, login)
    : await withEmbeddedDatabase(resolve(environment.DATA_DIR), (_, uri) => reset(environment, uri, login));
  process.stdout.write(`${login} password: ${password}\n`);
} catch (error) {
  process.stderr.write(`No password was changed. ${(error as Error).message}\n`);
  process.exitCode = 1;
}
