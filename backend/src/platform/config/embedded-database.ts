import { startServer } from '@verstak/embedded-mongo';
import { MongoClient } from 'mongodb';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** How long a server that runs may take to say so. */
const WAIT_MS = 3_000;

/**
 * Does work on the embedded database of a data folder: by the server that has it open, else by one started for the
 * time. Throws where the folder holds none.
 */
export async function withEmbeddedDatabase<T>(
  dataDir: string,
  work: (client: MongoClient, uri: string) => Promise<T>,
): Promise<T> {
  const database = join(dataDir, 'database');
  if (!existsSync(database)) throw new Error(`DATA_DIR: ${dataDir} holds no database`);
  const socket = encodeURIComponent(join(database, 'mongo.sock'));
  const uri = `mongodb://${socket}/?directConnection=true`;
  const running = new MongoClient(uri, { serverSelectionTimeoutMS: WAIT_MS });
  const isRunning = await running.connect().then(
    () => true,
    () => false,
  );
  if (isRunning) return work(running, uri).finally(() => running.close());
  const server = await startServer({ dataDir: database });
  const client = new MongoClient(server.uri);
  try {
    return await work(client, server.uri);
  } finally {
    await client.close();
    await server.close();
  }
}
