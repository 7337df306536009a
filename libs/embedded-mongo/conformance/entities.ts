import type { Db } from 'mongodb';
import { ClientSession, GridFSBucket, MongoClient } from 'mongodb';
import { record, type RecordedEvent } from './events.ts';
import type { Json } from './match.ts';

/** Operations that run one after the other, beside those of the test. */
export class Thread {
  private done: Promise<unknown> = Promise.resolve();

  run(operation: () => Promise<unknown>): void {
    this.done = this.done.then(operation);
    // The test hears of it where it waits for the thread.
    this.done.catch(() => undefined);
  }

  end(): Promise<unknown> {
    return this.done;
  }
}

/** What a unified test creates and names. */
export class Entities {
  private readonly events = new Map<string, RecordedEvent[]>();
  /** Runs an operation; one within a callback throws also the error that it is expected to meet. */
  perform: (operation: Json, isInCallback?: boolean) => Promise<unknown> = () =>
    Promise.reject(new Error('no performer'));
  private readonly uri: string;
  private readonly byId = new Map<string, unknown>();
  private readonly clients: MongoClient[] = [];
  private readonly lsids = new Map<string, unknown>();

  constructor(uri: string) {
    this.uri = uri;
  }

  get(id: unknown): unknown {
    if (typeof id !== 'string' || !this.byId.has(id)) throw new Error(`no entity ${String(id)}`);
    return this.byId.get(id);
  }

  set(id: string, value: unknown): void {
    this.byId.set(id, value);
  }

  sessionLsid(id: string): unknown {
    return this.lsids.get(id);
  }

  eventsOf(client: unknown): readonly RecordedEvent[] {
    return this.events.get(client as string) ?? [];
  }

  async create(definitions: readonly Json[]): Promise<void> {
    for (const definition of definitions) {
      const [kind, fields] = Object.entries(definition)[0] as [string, Json];
      const id = fields.id as string;
      if (kind === 'client') this.set(id, await this.makeClient(id, fields));
      else if (kind === 'database')
        this.set(
          id,
          (this.get(fields.client as string) as MongoClient).db(
            fields.databaseName as string,
            (fields.databaseOptions ?? {}) as Json,
          ),
        );
      else if (kind === 'collection')
        this.set(
          id,
          (this.get(fields.database as string) as Db).collection(
            fields.collectionName as string,
            (fields.collectionOptions ?? {}) as Json,
          ),
        );
      else if (kind === 'session') this.makeSession(id, fields);
      else if (kind === 'bucket')
        this.set(id, new GridFSBucket(this.get(fields.database as string) as Db, (fields.bucketOptions ?? {}) as Json));
      else if (kind === 'thread') this.set(id, new Thread());
      else throw new Error(`the runner does not know entities of kind ${kind}`);
    }
  }

  private async makeClient(id: string, fields: Json): Promise<MongoClient> {
    const uri = new URL(this.uri);
    const options = (fields.uriOptions ?? {}) as Json;
    for (const [name, value] of Object.entries(options)) {
      uri.searchParams.delete(name);
      for (const item of [value].flat()) uri.searchParams.append(name, String(item));
    }
    const client = new MongoClient(uri.href, {
      ...(fields.serverApi === undefined ? {} : { serverApi: fields.serverApi }),
      monitorCommands: true,
      serverSelectionTimeoutMS: 5000,
      minHeartbeatFrequencyMS: 50,
      promoteLongs: true,
      // Else the driver asks for a connection that no test expects.
      __skipPingOnConnect: true,
    } as never);
    this.events.set(id, record(client, fields));
    this.clients.push(client);
    await client.connect();
    return client;
  }

  private makeSession(id: string, fields: Json): void {
    const session = (this.get(fields.client as string) as MongoClient).startSession(
      (fields.sessionOptions ?? {}) as never,
    );
    this.lsids.set(id, session.id);
    this.set(id, session);
  }

  async close(): Promise<void> {
    for (const entity of this.byId.values())
      if (entity instanceof ClientSession) await entity.endSession().catch(() => undefined);
    for (const client of this.clients) await client.close(true);
  }
}
