import { MongoClient, type Document } from 'mongodb';
import { inTime, TooLate } from './in-time.js';
import { BadEnvironment, fault } from './environment.js';

/** What MongoDB 7.0 calls its protocol. */
const WIRE_VERSION = 21;
const WAIT_MS = 10_000;
/** MongoDB's codes for "who are you" and "you may not". */
const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;

/** Ends the start where `MONGODB_URI` leads to no server, or to one that cannot serve the product. */
export async function requireServer(uri: string, stopped?: AbortSignal, waitMs = WAIT_MS): Promise<void> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: waitMs, connectTimeoutMS: waitMs });
    const unfit = unfitness(await inTime(waitMs + 1_000, greet(client, databaseName(uri)), stopped));
    if (unfit) throw fault('MONGODB_URI', unfit);
  } catch (error) {
    stopped?.throwIfAborted();
    if (error instanceof BadEnvironment) throw error;
    throw serverFault(error) ?? fault('MONGODB_URI', `the server cannot be used: ${(error as Error).message}`);
  } finally {
    // A server that hangs must not hold the start back.
    void client?.close().catch(() => undefined);
  }
}

/** The database that a connection string names; `verstak` where it names none. */
export function databaseName(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? 'verstak';
}

/** Why a server that answered so to `hello` cannot serve, if it cannot. */
export function unfitness(hello: Document): string | undefined {
  if (!hello['setName'] && hello['msg'] !== 'isdbgrid')
    return 'the server is no member of a replica set, which transactions need: run rs.initiate() on it';
  if (Number(hello['maxWireVersion'] ?? 0) < WIRE_VERSION) return 'the server is older than MongoDB 7.0: update it';
  if (hello['isWritablePrimary'] === false)
    return 'the server is not the primary of its replica set: leave directConnection out';
  return undefined;
}

/** What to say of a server that refuses or does not answer; `undefined` where the failure is none of its doing. */
export function serverFault(error: unknown): Error | undefined {
  const { name, message, code } = error as Error & { code?: unknown };
  // The driver's words name hosts and codes, never the password of the address.
  if (code === AUTHENTICATION_FAILED)
    return fault('MONGODB_URI', 'the server refuses the user name or the password: correct them, or authSource');
  if (code === UNAUTHORIZED)
    return fault('MONGODB_URI', `its user has no right to the database, grant readWrite: ${message}`);
  if (error instanceof TooLate || /^Mong(o|oose)(ServerSelection|Network|Topology)/.test(name))
    return fault(
      'MONGODB_URI',
      `no primary of a replica set answers (${message}): start it, run rs.initiate() where it is new, and see to the name in replicaSet=`,
    );
  return undefined;
}

/** Connects, looks who answers and whether this user may ask for the collections. */
async function greet(client: MongoClient, database: string): Promise<Document> {
  const hello = await client.db('admin').command({ hello: 1 });
  if (!unfitness(hello)) await client.db(database).listCollections({}, { nameOnly: true }).toArray();
  return hello;
}
