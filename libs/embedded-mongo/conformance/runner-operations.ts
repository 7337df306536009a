import { setTimeout as pause } from 'node:timers/promises';
import type { ClientSession, MongoClient } from 'mongodb';
import type { Thread } from './entities.ts';
import { type Entities } from './entities.ts';
import { countEvents } from './events.ts';
import { show, type Json } from './match.ts';

type Run = (options: Json, entities: Entities, admin: MongoClient) => Promise<unknown> | void;

/** Milliseconds that the format gives an event, and how often it is looked for. */
const EVENT_WITHIN = 10_000;
const LOOK_EVERY = 10;

/** What the driver keeps to itself, and the tests ask for. */
interface Inner {
  readonly transaction: { readonly state: string };
  readonly serverSession?: { readonly isDirty: boolean };
  readonly topology: {
    readonly description: { readonly type: string };
    readonly s: { readonly servers: Map<string, { readonly pool: { readonly currentCheckedOutCount: number } }> };
  };
}

const inner = (entity: unknown): Inner => entity as Inner;

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}

function lastLsids(entities: Entities, client: unknown): unknown[] {
  return entities
    .eventsOf(client)
    .filter((event) => event.name === 'commandStartedEvent')
    .slice(-2)
    .map((event) => (event.fields.command as Json).lsid);
}

function haveSameLsid(options: Json, entities: Entities): boolean {
  const [a, b] = lastLsids(entities, options.client);
  return show(a) === show(b);
}

async function hasCollection(options: Json, admin: MongoClient): Promise<boolean> {
  const found = admin.db(options.databaseName as string).listCollections({ name: options.collectionName });
  return (await found.toArray()).length > 0;
}

async function hasIndex(options: Json, admin: MongoClient): Promise<boolean> {
  if (!(await hasCollection(options, admin))) return false;
  const collection = admin.db(options.databaseName as string).collection(options.collectionName as string);
  return collection.indexExists(options.indexName as string);
}

const setFailPoint = (client: unknown, options: Json): Promise<unknown> =>
  (client as MongoClient).db('admin').command(options.failPoint as Json);
const count = (options: Json, entities: Entities): number =>
  countEvents(options.event as Json, entities.eventsOf(options.client), entities);

async function waitForEvent(options: Json, entities: Entities): Promise<void> {
  const end = Date.now() + EVENT_WITHIN;
  while (count(options, entities) < Number(options.count)) {
    check(Date.now() < end, `${show(options.count)} events ${show(options.event)}`);
    await pause(LOOK_EVERY);
  }
}

/** Operations of the test runner itself, by their names in the unified tests. */
export const runnerOperations: Record<string, Run> = {
  failPoint: (o, entities) => setFailPoint(entities.get(o.client), o),
  targetedFailPoint: (o, _entities, admin) => setFailPoint(admin, o),
  createEntities: (o, entities) => entities.create(o.entities as Json[]),
  wait: (o) => pause(Number(o.ms)),
  waitForEvent,
  assertEventCount: (o, entities) => {
    const found = count(o, entities);
    check(found === Number(o.count), `${show(o.count)} events ${show(o.event)}, but ${found}`);
  },
  runOnThread: (o, entities) => (entities.get(o.thread) as Thread).run(() => entities.perform(o.operation as Json)),
  waitForThread: (o, entities) => (entities.get(o.thread) as Thread).end(),
  recordTopologyDescription: (o, entities) =>
    entities.set(o.id as string, inner(entities.get(o.client)).topology.description),
  assertTopologyType: (o, entities) => {
    const { type } = entities.get(o.topologyDescription) as Inner['topology']['description'];
    check(type === o.topologyType, `topology ${show(o.topologyType)}, but ${type}`);
  },
  assertNumberConnectionsCheckedOut: (o, entities) => {
    const servers = [...inner(entities.get(o.client)).topology.s.servers.values()];
    const out = servers.reduce((sum, { pool }) => sum + pool.currentCheckedOutCount, 0);
    check(out === o.connections, `${show(o.connections)} connections in use, but ${out}`);
  },
  assertSessionPinned: (o) => check((o.session as ClientSession).isPinned, 'the session is pinned'),
  assertSessionUnpinned: (o) => check(!(o.session as ClientSession).isPinned, 'the session is not pinned'),
  assertSessionTransactionState: (o) => {
    const { state } = inner(o.session).transaction;
    check(state.toLowerCase().includes(String(o.state)), `the transaction is ${show(o.state)}, but ${state}`);
  },
  assertSessionDirty: (o) => check(inner(o.session).serverSession?.isDirty === true, 'the session is dirty'),
  assertSessionNotDirty: (o) => check(inner(o.session).serverSession?.isDirty !== true, 'the session is not dirty'),
  assertSameLsidOnLastTwoCommands: (o, entities) => check(haveSameLsid(o, entities), 'the same session twice'),
  assertDifferentLsidOnLastTwoCommands: (o, entities) => check(!haveSameLsid(o, entities), 'two sessions'),
  assertCollectionExists: async (o, _e, admin) => check(await hasCollection(o, admin), `collection ${show(o)}`),
  assertCollectionNotExists: async (o, _e, admin) =>
    check(!(await hasCollection(o, admin)), `no collection ${show(o)}`),
  assertIndexExists: async (o, _e, admin) => check(await hasIndex(o, admin), `index ${show(o)}`),
  assertIndexNotExists: async (o, _e, admin) => check(!(await hasIndex(o, admin)), `no index ${show(o)}`),
};
