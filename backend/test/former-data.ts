import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { MongoClient, type Db, type Document } from 'mongodb';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Versions whose data is kept, oldest first. */
export const FORMER_VERSIONS = ['0.1.0', '0.2.0'] as const;

export type FormerVersion = (typeof FORMER_VERSIONS)[number];

/** By which the people of every folder sign in. */
export const PASSWORD_OF = { admin: 'the first administrator', others: 'correct horse battery' } as const;

/** The data folder that a version wrote: its database, and its secrets beside it. */
export function formerFolder(version: FormerVersion): string {
  return fileURLToPath(new URL(`folders/${version}`, import.meta.url));
}

/** The database of a former version, copied and opened. */
export class FormerData {
  private constructor(
    readonly uri: string,
    readonly db: Db,
    readonly client: MongoClient,
    private readonly server: RunningServer,
    private readonly folder: string,
  ) {}

  static async open(version: FormerVersion): Promise<FormerData> {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-upgrades-'));
    await cp(join(formerFolder(version), 'database'), folder, { recursive: true });
    const server = await startServer({ dataDir: folder });
    const client = new MongoClient(server.uri);
    return new FormerData(server.uri, client.db('verstak'), client, server, folder);
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Everything that is stored, but the record of upgrades and what grows by itself. */
  async contents(): Promise<Record<string, Document[]>> {
    const names = (await this.db.listCollections().toArray()).map(({ name }) => name).sort();
    const kept = names.filter((name) => !['upgrades', 'leases'].includes(name));
    const all = (name: string): Promise<Document[]> => this.db.collection(name).find().sort({ _id: 1 }).toArray();
    return Object.fromEntries(await Promise.all(kept.map(async (name) => [name, await all(name)] as const)));
  }
}

/** Documents without what differs from one run to the next: ids of new ones, and moments. */
export function comparable(contents: Record<string, Document[]>): Record<string, string[]> {
  const fresh = new Set(['_id', 'id', 'entityId', 'at', 'createdAt', 'updatedAt']);
  const plain = (document: Document): string =>
    JSON.stringify(document, (name, value: unknown) => (fresh.has(name) ? undefined : value));
  return Object.fromEntries(Object.entries(contents).map(([name, documents]) => [name, documents.map(plain).sort()]));
}
