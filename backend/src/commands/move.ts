import { BSON, MongoClient, type CollectionInfo, type Db, type Document } from 'mongodb';
import { resolve } from 'node:path';
import { databaseName, requireServer } from '../platform/config/database-server.js';
import { withEmbeddedDatabase } from '../platform/config/embedded-database.js';
import { loadEnvironment } from '../platform/config/environment.js';

/** So many documents, or so many bytes of them, are copied at once: chunks of files are large. */
const BATCH = 1_000;
const BATCH_BYTES = 16 * 1024 * 1024;
/** Values keep the type that they are stored with: a long stays a long, however small. */
const AS_STORED = { promoteValues: false, promoteBuffers: false, bsonRegExp: true, batchSize: BATCH };

/** Copies all documents of the embedded database to the empty database of `MONGODB_URI`; indexes are made by the next start. */
async function move(): Promise<number> {
  const { MONGODB_URI, DATA_DIR } = loadEnvironment();
  if (!MONGODB_URI) throw new Error('MONGODB_URI names no server to copy to');
  await requireServer(MONGODB_URI);
  const to = new MongoClient(MONGODB_URI);
  try {
    const target = to.db(databaseName(MONGODB_URI));
    if ((await target.listCollections().toArray()).length) {
      throw new Error(`MONGODB_URI: the database ${target.databaseName} is not empty: name another, or drop it`);
    }
    return await withEmbeddedDatabase(resolve(DATA_DIR), (from) => copyAll(from, target));
  } finally {
    await to.close();
  }
}

async function copyAll(from: MongoClient, target: Db): Promise<number> {
  const source = from.db('verstak');
  let copied = 0;
  for (const { name, options } of await source.listCollections<CollectionInfo>().toArray()) {
    // Rings for the processes of this moment, and what they hold.
    if (options?.capped || name === 'leases') continue;
    const documents = source.collection(name).find({}, AS_STORED);
    for await (const batch of inBatches(documents)) {
      await target.collection(name).insertMany(batch, { writeConcern: { w: 'majority' } });
      copied += batch.length;
    }
  }
  return copied;
}

async function* inBatches(documents: AsyncIterable<Document>): AsyncGenerator<Document[]> {
  let batch: Document[] = [];
  let bytes = 0;
  for await (const document of documents) {
    batch.push(document);
    bytes += BSON.calculateObjectSize(document);
    if (batch.length < BATCH && bytes < BATCH_BYTES) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length) yield batch;
}

try {
  process.stdout.write(`Copied ${await move()} documents\n`);
} catch (error) {
  process.stderr.write(`Nothing may be used of what was copied. ${(error as Error).message}\n`);
  process.exitCode = 1;
}
