import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { EJSON } from 'bson';
import {
  MongoBulkWriteError,
  MongoClientBulkWriteError,
  MongoClient,
  MongoServerError,
  type ClientSession,
  type MongoError,
} from 'mongodb';
import { startServer } from '@verstak/embedded-mongo';
import { Entities, Skip, type RecordedEvent } from './entities.ts';
import { match, show, type Json } from './match.ts';
import { operations } from './operations.ts';
import { skips } from './skips.ts';

/**
 * Runs MongoDB's unified tests through the official driver:
 * `node libs/embedded-mongo/conformance/run.ts --specs FOLDER [--only crud/] [--match TEXT] [--uri URI]`
 * where FOLDER is `source` of a copy of github.com/mongodb/specifications.
 */
const { values: flags } = parseArgs({
  options: {
    specs: { type: 'string' },
    only: { type: 'string' },
    match: { type: 'string' },
    uri: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const suites = [
  'crud',
  'collection-management',
  'index-management',
  'sessions',
  'transactions',
  'retryable-writes',
  'retryable-reads',
  'gridfs',
  'run-command',
];
const SERVER_VERSION = [8, 0, 4];

interface Outcome {
  passed: number;
  failed: string[];
  skipped: Map<string, number>;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return name.endsWith('.json') ? [path] : [];
  });
}

function compareVersions(wanted: string): number {
  const parts = wanted.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = SERVER_VERSION[i]! - (parts[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function requirementsMet(requirements: unknown): boolean {
  if (!Array.isArray(requirements) || requirements.length === 0) return true;
  return (requirements as Json[]).some((requirement) => {
    if (typeof requirement.minServerVersion === 'string' && compareVersions(requirement.minServerVersion) < 0)
      return false;
    if (typeof requirement.maxServerVersion === 'string' && compareVersions(requirement.maxServerVersion) > 0)
      return false;
    if (Array.isArray(requirement.topologies) && !requirement.topologies.includes('replicaset')) return false;
    return (
      requirement.auth !== true &&
      requirement.serverless !== 'require' &&
      requirement.csfle !== true &&
      requirement.csfle === undefined
    );
  });
}

async function runFile(path: string, uri: string, admin: MongoClient, outcome: Outcome): Promise<void> {
  const spec = EJSON.parse(readFileSync(path, 'utf8')) as Json;
  if (!Array.isArray(spec.tests)) return;
  const suite = path.slice(flags.specs!.length + 1);
  for (const test of spec.tests as Json[]) {
    const name = `${suite} › ${String(test.description)}`;
    if (flags.match !== undefined && !name.includes(flags.match)) continue;
    const reason = skipReason(spec, test, suite);
    if (reason !== undefined) {
      outcome.skipped.set(reason, (outcome.skipped.get(reason) ?? 0) + 1);
      continue;
    }
    try {
      await withTimeout(runTest(spec, test, uri, admin));
      outcome.passed++;
    } catch (error) {
      if (error instanceof Skip) outcome.skipped.set(error.message, (outcome.skipped.get(error.message) ?? 0) + 1);
      else {
        outcome.failed.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
        if (flags.verbose === true) console.error(error);
      }
    }
  }
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const limit = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new Error('no end within 20 seconds')), 20_000)),
  );
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

function skipReason(spec: Json, test: Json, suite: string): string | undefined {
  if (!requirementsMet(spec.runOnRequirements) || !requirementsMet(test.runOnRequirements))
    return 'asks for another server version or topology';
  if (typeof test.skipReason === 'string') return `skipped by the suite: ${test.skipReason}`;
  return skips.find(([pattern]) => pattern.test(`${suite} › ${String(test.description)}`))?.[1];
}

async function runTest(spec: Json, test: Json, uri: string, admin: MongoClient): Promise<void> {
  const entities = new Entities(uri);
  entities.perform = (operation) => perform(operation, entities, admin);
  try {
    for (const data of (spec.initialData ?? []) as Json[]) await setData(admin, data);
    await entities.create((spec.createEntities ?? []) as Json[]);
    for (const operation of test.operations as Json[]) await entities.perform(operation);
    if (Array.isArray(test.expectEvents))
      for (const expected of test.expectEvents as Json[]) checkEvents(expected, entities);
    for (const expected of (test.outcome ?? []) as Json[]) await checkOutcome(admin, expected, entities);
  } finally {
    for (const name of ['failCommand', 'onPrimaryTransactionalWrite'])
      await admin.db('admin').command({ configureFailPoint: name, mode: 'off' });
    await entities.close();
  }
}

async function setData(admin: MongoClient, data: Json): Promise<void> {
  const db = admin.db(data.databaseName as string);
  const name = data.collectionName as string;
  await db
    .collection(name)
    .drop()
    .catch(() => undefined);
  const documents = data.documents as Json[];
  if (data.createOptions !== undefined || documents.length === 0)
    await db.createCollection(name, (data.createOptions ?? {}) as Json);
  if (documents.length > 0) await db.collection(name).insertMany(documents, { writeConcern: { w: 'majority' } });
}

async function checkOutcome(admin: MongoClient, expected: Json, entities: Entities): Promise<void> {
  const found = await admin
    .db(expected.databaseName as string)
    .collection(expected.collectionName as string)
    .find({}, { sort: { _id: 1 }, promoteLongs: true })
    .toArray();
  match(expected.documents, found, matching(entities), 'outcome', false);
}

const matching = (entities: Entities) => ({
  entity: (id: string) => entities.get(id),
  sessionLsid: (id: string) => entities.sessionLsid(id),
});

/** Runs one operation of a test and checks what it gives. */
async function perform(operation: Json, entities: Entities, admin: MongoClient): Promise<unknown> {
  const name = operation.name as string;
  const options = resolveArguments({ ...((operation.arguments ?? {}) as Json) }, entities);
  if (operation.object === 'testRunner') return runnerOperation(name, options, entities, admin);
  const target = entities.get(operation.object as string);
  const run = operations[name];
  if (run === undefined) throw new Skip(`the runner does not know the operation ${name}`);
  let result: unknown;
  try {
    result = await run(target, options, entities);
  } catch (error) {
    if (error instanceof Skip) throw error;
    if (operation.expectError !== undefined) return checkError(operation.expectError as Json, error as Error, entities);
    if (operation.ignoreResultAndError === true) return undefined;
    throw error;
  }
  if (operation.expectError !== undefined)
    throw new Error(`${name}: expected an error ${show(operation.expectError)}, got ${show(result)}`);
  if (operation.expectResult !== undefined) match(operation.expectResult, result ?? null, matching(entities), '', true);
  if (typeof operation.saveResultAsEntity === 'string') entities.set(operation.saveResultAsEntity, result);
  return result;
}

function resolveArguments(options: Json, entities: Entities): Json {
  if (typeof options.session === 'string') options.session = entities.get(options.session);
  return options;
}

function checkError(expected: Json, error: Error, entities: Entities): void {
  type ServerError = MongoError & { codeName?: string; errmsg?: string; result?: Json; partialResult?: Json };
  const { cause } = error;
  // A bulk write of the client wraps what the server said.
  const wrapped = error instanceof MongoClientBulkWriteError && cause instanceof MongoServerError ? cause : undefined;
  const server = (wrapped ?? error) as ServerError;
  const fail = (what: string): never => {
    throw new Error(`expected ${what}, got ${error.name}: ${error.message} (${String(server.code)})`);
  };
  if (expected.isClientError === true && error instanceof MongoServerError) fail('a client error');
  if (
    typeof expected.errorContains === 'string' &&
    !error.message.toLowerCase().includes(expected.errorContains.toLowerCase())
  )
    fail(`a message with "${expected.errorContains}"`);
  if (expected.errorCode !== undefined && server.code !== expected.errorCode)
    fail(`code ${String(expected.errorCode)}`);
  if (expected.errorCodeName !== undefined && server.codeName !== expected.errorCodeName)
    fail(`codeName ${String(expected.errorCodeName)}`);
  for (const label of (expected.errorLabelsContain ?? []) as string[])
    if (!server.hasErrorLabel(label)) fail(`label ${label}`);
  for (const label of (expected.errorLabelsOmit ?? []) as string[])
    if (server.hasErrorLabel(label)) fail(`no label ${label}`);
  if (expected.expectResult !== undefined) {
    const told = error as ServerError;
    const partial = error instanceof MongoBulkWriteError ? error.result : (told.partialResult ?? told.result);
    match(expected.expectResult, partial, matching(entities), 'error.result', true);
  }
  if (expected.errorResponse !== undefined)
    match(
      expected.errorResponse,
      (server as MongoServerError).errorResponse,
      matching(entities),
      'errorResponse',
      true,
    );
}

function checkEvents(expected: Json, entities: Entities): void {
  if (expected.eventType !== undefined && expected.eventType !== 'command') return;
  const seen: RecordedEvent[] = entities.events.get(expected.client as string) ?? [];
  const wanted = expected.events as Json[];
  if (seen.length < wanted.length || (seen.length > wanted.length && expected.ignoreExtraEvents !== true)) {
    throw new Error(`expected ${wanted.length} events, got ${seen.map((event) => event.commandName).join(', ')}`);
  }
  wanted.forEach((event, i) => {
    const [name, fields] = Object.entries(event)[0] as [string, Json];
    const actual = seen[i]!;
    if (actual.name !== name) throw new Error(`event ${i}: expected ${name}, got ${actual.name}`);
    if (fields.commandName !== undefined && fields.commandName !== actual.commandName)
      throw new Error(`event ${i}: expected ${String(fields.commandName)}, got ${actual.commandName}`);
    if (fields.databaseName !== undefined && fields.databaseName !== actual.databaseName)
      throw new Error(`event ${i}: database ${String(actual.databaseName)}`);
    if (fields.command !== undefined)
      match(
        fields.command,
        withoutTimeout(actual.command!, fields.command as Json),
        matching(entities),
        `event ${i}`,
        true,
      );
    if (fields.reply !== undefined) match(fields.reply, actual.reply, matching(entities), `event ${i}`, true);
  });
}

/** The driver adds a `wtimeout` to every end of a transaction, which the tests expect only of a repeated one. */
function withoutTimeout(command: Json, expected: Json): Json {
  const concern = command.writeConcern as Json | undefined;
  const wanted = expected.writeConcern as Json | undefined;
  if (
    !('commitTransaction' in command || 'abortTransaction' in command) ||
    concern === undefined ||
    wanted === undefined ||
    'wtimeout' in wanted
  )
    return command;
  const { wtimeout: _, ...rest } = concern;
  return { ...command, writeConcern: rest };
}

function lastLsids(entities: Entities, client: string): unknown[] {
  return (entities.events.get(client) ?? [])
    .filter((event) => event.name === 'commandStartedEvent')
    .slice(-2)
    .map((event) => event.command?.lsid);
}

/** Operations of the test runner itself. */
async function runnerOperation(name: string, options: Json, entities: Entities, admin: MongoClient): Promise<unknown> {
  const session = options.session as (ClientSession & { serverSession?: { isDirty: boolean } }) | undefined;
  const check = (isTrue: boolean): void => {
    if (!isTrue) throw new Error(`${name} does not hold`);
  };
  const collections = async (): Promise<string[]> =>
    (
      await admin
        .db(options.databaseName as string)
        .listCollections()
        .toArray()
    ).map((item) => item.name);
  const indexes = async (): Promise<string[]> =>
    (
      await admin
        .db(options.databaseName as string)
        .collection(options.collectionName as string)
        .listIndexes()
        .toArray()
        .catch(() => [])
    ).map((item) => item.name as string);
  switch (name) {
    case 'failPoint':
    case 'targetedFailPoint':
      return admin.db('admin').command(options.failPoint as Json);
    case 'createEntities':
      return entities.create(options.entities as Json[]);
    case 'assertSessionPinned':
    case 'assertSessionUnpinned':
      return undefined;
    case 'assertSessionTransactionState':
      return check(
        (session as unknown as { transaction: { state: string } }).transaction.state
          .toLowerCase()
          .includes(String(options.state).replace('_', '_')),
      );
    case 'assertSessionDirty':
      return check(session!.serverSession?.isDirty === true);
    case 'assertSessionNotDirty':
      return check(session!.serverSession?.isDirty !== true);
    case 'assertSameLsidOnLastTwoCommands':
    case 'assertDifferentLsidOnLastTwoCommands': {
      const [a, b] = lastLsids(entities, options.client as string);
      return check((show(a) === show(b)) === (name === 'assertSameLsidOnLastTwoCommands'));
    }
    case 'assertCollectionExists':
      return check((await collections()).includes(options.collectionName as string));
    case 'assertCollectionNotExists':
      return check(!(await collections()).includes(options.collectionName as string));
    case 'assertIndexExists':
      return check((await indexes()).includes(options.indexName as string));
    case 'assertIndexNotExists':
      return check(!(await indexes()).includes(options.indexName as string));
    case 'wait':
      return new Promise((resolve) => setTimeout(resolve, Number(options.ms)));
    default:
      throw new Skip(`the runner does not know the operation ${name}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
const server =
  flags.uri === undefined ? await startServer({ dataDir: folder, port: 0, testCommands: true }) : undefined;
// As a replica set and not as a single server, for with that the driver leaves some fields out.
const uri = flags.uri ?? server!.uri.replace('&directConnection=true', '');
const admin = new MongoClient(uri);
await admin.connect();
const total: Outcome = { passed: 0, failed: [], skipped: new Map() };
for (const suite of suites) {
  if (flags.only !== undefined && !flags.only.startsWith(suite)) continue;
  const outcome: Outcome = { passed: 0, failed: [], skipped: new Map() };
  for (const path of filesIn(join(flags.specs!, suite, 'tests')).sort()) {
    if (flags.only !== undefined && !path.includes(flags.only)) continue;
    if (basename(path).startsWith('.')) continue;
    await runFile(path, uri, admin, outcome);
  }
  const skipped = [...outcome.skipped.values()].reduce((sum, count) => sum + count, 0);
  for (const line of outcome.failed) console.log(`FAILED ${line}`);
  console.log(`${suite}: ${outcome.passed} passed, ${outcome.failed.length} failed, ${skipped} skipped`);
  total.passed += outcome.passed;
  total.failed.push(...outcome.failed);
  for (const [reason, count] of outcome.skipped) total.skipped.set(reason, (total.skipped.get(reason) ?? 0) + count);
}
for (const [reason, count] of [...total.skipped].sort((a, b) => b[1] - a[1]))
  console.log(`skipped ${count}: ${reason}`);
console.log(
  `${total.passed} passed, ${total.failed.length} failed, ${[...total.skipped.values()].reduce((sum, count) => sum + count, 0)} skipped`,
);
await admin.close();
await server?.close();
process.exitCode = total.failed.length > 0 ? 1 : 0;
