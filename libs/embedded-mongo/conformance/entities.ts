import type { Db } from 'mongodb';
import { BSON, ClientSession, Collection, GridFSBucket, MongoClient, type CommandStartedEvent } from 'mongodb';
import type { Json } from './match.ts';

/** A test that cannot be run, with the reason. */
export class Skip extends Error {}

export interface RecordedEvent {
  readonly name: 'commandStartedEvent' | 'commandSucceededEvent' | 'commandFailedEvent';
  readonly commandName: string;
  readonly databaseName: string | undefined;
  readonly command?: Json;
  readonly reply?: Json;
}

const eventNames = {
  commandStarted: 'commandStartedEvent',
  commandSucceeded: 'commandSucceededEvent',
  commandFailed: 'commandFailedEvent',
} as const;
const silent = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'saslStart',
  'saslContinue',
  'getnonce',
  'authenticate',
  'endSessions',
  'configureFailPoint',
]);

/** The driver changes a command's parts after the event, so they are copied. */
function copy(command: Json | undefined): Json {
  return command === undefined ? {} : (BSON.deserialize(BSON.serialize(command, { ignoreUndefined: true })) as Json);
}

/** What a unified test creates and names. */
export class Entities {
  readonly events = new Map<string, RecordedEvent[]>();
  perform: (operation: Json) => Promise<unknown> = () => Promise.reject(new Error('no performer'));
  private readonly uri: string;
  private readonly byId = new Map<string, unknown>();
  private readonly clients: MongoClient[] = [];
  private readonly lsids = new Map<string, unknown>();

  constructor(uri: string) {
    this.uri = uri;
  }

  get(id: string): unknown {
    if (!this.byId.has(id)) throw new Error(`no entity ${id}`);
    return this.byId.get(id);
  }

  set(id: string, value: unknown): void {
    this.byId.set(id, value);
  }

  sessionLsid(id: string): unknown {
    return this.lsids.get(id);
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
      else throw new Skip(`entities of kind ${kind} are not run`);
    }
  }

  private async makeClient(id: string, fields: Json): Promise<MongoClient> {
    if (fields.autoEncryptOpts !== undefined) throw new Skip('client-side encryption is not served');
    const options = { ...((fields.uriOptions ?? {}) as Json) };
    if (fields.serverApi !== undefined) options.serverApi = fields.serverApi;
    const client = new MongoClient(this.uri, {
      ...options,
      monitorCommands: true,
      serverSelectionTimeoutMS: 5000,
      promoteLongs: true,
    } as never);
    const seen: RecordedEvent[] = [];
    this.events.set(id, seen);
    const ignored = new Set((fields.ignoreCommandMonitoringEvents ?? []) as string[]);
    for (const observed of (fields.observeEvents ?? []) as string[]) {
      const pair = Object.entries(eventNames).find(([, name]) => name === observed);
      if (pair === undefined) continue;
      client.on(pair[0] as 'commandStarted', (event: CommandStartedEvent & { reply?: Json }) => {
        if (silent.has(event.commandName) || ignored.has(event.commandName)) return;
        seen.push({
          name: pair[1],
          commandName: event.commandName,
          databaseName: event.databaseName,
          command: copy(event.command),
          ...(event.reply === undefined ? {} : { reply: event.reply }),
        });
      });
    }
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

export const isCollection = (value: unknown): value is Collection => value instanceof Collection;
