import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection, type Document, type MongoClientOptions } from 'mongodb';
import { startServerHere, type ServerOptions } from '../src/server.js';

export interface TestServer {
  readonly uri: string;
  readonly client: MongoClient;
  readonly folder: string;
  /** A collection of its own for a test. */
  fresh<T extends Document = Document>(): Collection<T>;
  stop(): Promise<void>;
}

let count = 0;

/** A server on a folder of its own with a client connected to it. */
export async function startTestServer(
  options: Partial<ServerOptions> = {},
  clientOptions: MongoClientOptions = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'em-test-'));
  const server = await startServerHere({ dataDir: join(folder, 'data'), ...options });
  const client = await new MongoClient(server.uri, clientOptions).connect();
  return {
    uri: server.uri,
    client,
    folder,
    fresh: <T extends Document>() => client.db('test').collection<T>(`c${++count}`),
    stop: async () => {
      await client.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
