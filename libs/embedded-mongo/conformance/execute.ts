import type { MongoClient } from 'mongodb';
import { Entities } from './entities.ts';
import { checkError } from './errors.ts';
import { checkEvents } from './events.ts';
import { match, show, type Json } from './match.ts';
import { Malformed, operations } from './operations.ts';
import { runnerOperations } from './runner-operations.ts';

const SCHEMA_MAJOR = '1';

/** Runs one unified test and throws where something is not as it expects. */
export async function execute(spec: Json, test: Json, uri: string, admin: MongoClient): Promise<void> {
  if (String(spec.schemaVersion).split('.')[0] !== SCHEMA_MAJOR)
    throw new Error(`the runner does not know version ${String(spec.schemaVersion)} of the format`);
  const entities = new Entities(uri);
  entities.perform = (operation, isInCallback) => perform(operation, entities, admin, isInCallback);
  try {
    for (const data of (spec.initialData ?? []) as Json[]) await setData(admin, data);
    await entities.create((spec.createEntities ?? []) as Json[]);
    for (const operation of test.operations as Json[]) await entities.perform(operation);
    for (const expected of (test.expectEvents ?? []) as Json[])
      checkEvents(expected, entities.eventsOf(expected.client), entities);
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
  await db.dropCollection(name);
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
  match(expected.documents, found, entities, 'outcome', false);
}

/** Runs one operation of a test and checks what it gives. */
async function perform(
  operation: Json,
  entities: Entities,
  admin: MongoClient,
  isInCallback = false,
): Promise<unknown> {
  const name = operation.name as string;
  const options = { ...((operation.arguments ?? {}) as Json) };
  if (options.session !== undefined) options.session = entities.get(options.session);
  if (operation.object === 'testRunner') {
    const run = runnerOperations[name];
    if (run === undefined) throw new Error(`the runner does not know its operation ${name}`);
    return run(options, entities, admin);
  }
  const run = operations[name];
  if (run === undefined) throw new Error(`the runner does not know the operation ${name}`);
  const target = entities.get(operation.object);
  let result: unknown;
  try {
    result = await run(target, options, entities);
  } catch (error) {
    if (error instanceof Malformed || (operation.ignoreResultAndError !== true && operation.expectError === undefined))
      throw error;
    if (operation.expectError !== undefined) checkError(operation.expectError as Json, error as Error, entities);
    if (isInCallback) throw error;
    return undefined;
  }
  if (operation.expectError !== undefined)
    throw new Error(`${name}: expected an error ${show(operation.expectError)}, got ${show(result)}`);
  if (operation.expectResult !== undefined) match(operation.expectResult, result ?? null, entities, '', true);
  if (typeof operation.saveResultAsEntity === 'string') entities.set(operation.saveResultAsEntity, result);
  return result;
}
