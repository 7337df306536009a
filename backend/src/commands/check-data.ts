import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { MongoClient, type Document, type WithId } from 'mongodb';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppModule } from '../app.module.js';
import { Config } from '../platform/config/config.module.js';
import { databaseName } from '../platform/config/database-server.js';
import { withEmbeddedDatabase } from '../platform/config/embedded-database.js';
import { loadEnvironment, type Environment } from '../platform/config/environment.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { DataCheck } from '../platform/records/data-check.js';
import { StoredData, updateTo } from '../platform/records/stored-data.js';
import { journalKeyOf } from '../platform/config/secrets.js';
import { JournalKey } from '../platform/journal/journal-key.js';
import { openData } from '../workshop/open-data.js';

/** Faults told of one check; the rest is a number. */
const TOLD = 10;
/** Sums of sums are right after as many rounds as they lie above one another. */
const MOST_ROUNDS = 5;

/** A document in which some fields are others than they should be. */
interface Fault {
  document: WithId<Document>;
  /** The fields as they should be. */
  right: Document;
}

/** The whole application with a way to find what it is made of. */
@Module({ imports: [DiscoveryModule] })
class CheckedModule {
  static with(config: Config): DynamicModule {
    return { module: CheckedModule, imports: [AppModule.with(config)] };
  }
}

/** Compares all that follows from other fields with them; with `--mend`, puts it right. Gives the number of checks that failed. */
async function checkData(environment: Environment, databaseUri: string, isMending: boolean): Promise<number> {
  const journalKey = await journalKeyOf(environment);
  const config = new Config(environment, 'no token is signed here', databaseUri, journalKey);
  await openData(config);
  const app = await NestFactory.createApplicationContext(CheckedModule.with(config), {
    logger: false,
    abortOnError: false,
  });
  const client = new MongoClient(databaseUri);
  try {
    const data = new StoredData(client, client.db(databaseName(databaseUri)), 'check of the data', {
      key: app.get(JournalKey, { strict: false }),
    });
    const checks = checksOf(app);
    if (isMending) await mendAll(checks, data);
    let failed = 0;
    for (const check of checks) if (await countFaults(check, data)) failed += 1;
    process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
    return failed;
  } finally {
    await client.close();
    await app.close();
  }
}

/** The checks of every repository, and those that capabilities provide. */
function checksOf(app: INestApplicationContext): DataCheck[] {
  const provided = app
    .get(DiscoveryService)
    .getProviders()
    .map(({ instance }): unknown => instance);
  return provided.flatMap((one) => {
    if (one instanceof BaseRepository) return one.checks();
    return one instanceof DataCheck ? [one] : [];
  });
}

/** How many documents are wrong; tells of the first. */
async function countFaults(check: DataCheck, data: StoredData): Promise<number> {
  let [documents, faults] = [0, 0];
  await data.eachBatch(check.kind.collection, {}, async (batch, session) => {
    const found = wrong(batch, await check.makeAnew(batch, data.db, session));
    documents += batch.length;
    for (const fault of found.slice(0, Math.max(TOLD - faults, 0))) process.stdout.write(told(check, fault));
    faults += found.length;
  });
  process.stdout.write(`${check.kind.entity}, ${check.what}: ${documents} read, ${faults} wrong\n`);
  return faults;
}

/** Puts everything right, again and again where one sum is made of another. */
async function mendAll(checks: readonly DataCheck[], data: StoredData): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let count = 0;
    for (const check of checks) count += await mend(check, data);
    if (!count) return;
    process.stdout.write(`${count} put right\n`);
  }
}

async function mend(check: DataCheck, data: StoredData): Promise<number> {
  const { collection } = check.kind;
  let count = 0;
  await data.eachBatch(collection, {}, async (batch, session) => {
    const faults = wrong(batch, await check.makeAnew(batch, data.db, session));
    for (const { document, right } of faults) {
      if (!check.isHidden)
        await data.replace(check.kind, document, { document: mended({ ...document, ...right }) }, session);
      else await data.db.collection(collection).updateOne({ _id: document._id }, updateTo(right), { session });
    }
    count += faults.length;
  });
  return count;
}

/** A document without what should not be there. */
function mended(document: Document): Document {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

function wrong(batch: readonly WithId<Document>[], anew: readonly Document[]): Fault[] {
  return batch.flatMap((document, index) => {
    const right = anew[index] ?? {};
    const isRight = Object.entries(right).every(([name, value]) => isDeepStrictEqual(document[name], value));
    return isRight ? [] : [{ document, right }];
  });
}

function told({ kind, isHidden }: DataCheck, { document, right }: Fault): string {
  const name = `  ${kind.entity} ${String(document['number'] ?? document._id)}`;
  if (isHidden) return `${name}\n`;
  const values = Object.entries(right)
    .filter(([field, value]) => !isDeepStrictEqual(document[field], value))
    .map(([field, value]) => `${field} is ${JSON.stringify(document[field])}, should be ${JSON.stringify(value)}`);
  return `${name}: ${values.join('; ').slice(0, 500)}\n`;
}

try {
  const environment = loadEnvironment();
  const isMending = process.argv.includes('--mend');
  const failed = environment.MONGODB_URI
    ? await checkData(environment, environment.MONGODB_URI, isMending)
    : await withEmbeddedDatabase(resolve(environment.DATA_DIR), (_, uri) => checkData(environment, uri, isMending));
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  process.stderr.write(`The data was not checked. ${(error as Error).message}\n`);
  process.exitCode = 1;
}
