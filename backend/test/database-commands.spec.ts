import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MongoClient, type CommandStartedEvent, type Document } from 'mongodb';
import { CONNECTION_LIMITS } from '../src/platform/http/connections.js';
import type { Session } from './caller.js';
import { makeClient, makeOrder, makeOrderInWork, partsOf } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';
import { fillPath, routesOf, type Route } from './routes.js';

/** The commands of MongoDB 7.0 for clients, as its manual lists them; what is for operating a server has no place here. */
const MONGODB_7 = new Set(
  [
    'aggregate count distinct mapReduce',
    'delete find findAndModify getMore insert update',
    'abortTransaction commitTransaction endSessions killSessions refreshSessions startSession',
    'authenticate logout saslStart saslContinue hello isMaster ismaster ping',
    'cloneCollectionAsCapped collMod create createIndexes drop dropDatabase dropIndexes killCursors listCollections',
    'listDatabases listIndexes renameCollection setFeatureCompatibilityVersion',
    'buildInfo collStats connectionStatus dbHash dbStats explain hostInfo listCommands serverStatus validate',
  ].flatMap((line) => line.split(' ')),
);

/** What of one entry of `update` and `delete` MongoDB 7.0 knows. */
const STATEMENT_FIELDS = new Set('q u c multi upsert collation arrayFilters hint limit'.split(' '));

const seen = new Set<string>();
const statementFields = new Set<string>();
let workshop: TestWorkshop;
let admin: Session;
let manager: Session;

function record({ commandName, command }: CommandStartedEvent): void {
  seen.add(commandName);
  const statements = ['updates', 'deletes'].flatMap((name) => (command[name] ?? []) as Document[]);
  for (const statement of statements) for (const name of Object.keys(statement)) statementFields.add(name);
}

// Every client of the driver tells its commands, those of the start among them.
const { connect } = MongoClient.prototype;
jest.spyOn(MongoClient.prototype, 'connect').mockImplementation(function (this: MongoClient) {
  if (!this.listeners('commandStarted').includes(record)) this.on('commandStarted', record);
  return connect.call(this);
});

beforeAll(async () => {
  workshop = await TestWorkshop.open({}, CONNECTION_LIMITS, '&monitorCommands=true');
  [admin, manager] = [await workshop.asAdmin(), await workshop.as('manager')];
});
afterAll(async () => {
  await workshop.close();
  jest.restoreAllMocks();
});

/** Calls every route once, with its own example where it takes a body, for documents that are there; gives what broke. */
async function walk(): Promise<string[]> {
  const master = await workshop.as('master');
  const order = await makeOrderInWork(manager, master.id);
  const [part] = await partsOf(manager, order.id);
  const ids: Record<string, string> = {
    clients: (await makeClient(manager)).id,
    orders: (await makeOrder(manager)).id,
    parts: part?.id ?? '',
    users: manager.id,
  };
  const { routes } = await routesOf(workshop);
  const number = String(order.number);
  const idOf = ({ path }: Route): string =>
    path.startsWith('/api/v1/') ? (ids[path.split('/')[3] ?? ''] ?? number) : number;
  // What deletes comes last.
  const inTurn = [...routes].sort((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'));
  const broken: string[] = [];
  for (const [index, route] of inTurn.entries()) {
    const example = route.operation.requestBody?.content['application/json']?.example;
    const headers: Record<string, string> = route.method === 'POST' ? { 'idempotency-key': `walk-${index}` } : {};
    const { status } = await admin.send(route.method, fillPath(route.path, idOf(route)), example, headers);
    if (status >= 500) broken.push(route.name);
  }
  return broken;
}

describe('the product', () => {
  it('asks its database for nothing that MongoDB 7.0 does not know, at the start and on every route', async () => {
    expect(await walk()).toEqual([]);
    await workshop.nobody.signIn(manager.login, PASSWORD);
    const { body: order } = await manager.post<{ id: string }>('/orders', {
      clientId: (await makeClient(manager)).id,
      items: [{ title: 'Кружка', quantity: 1, unit: 'шт', unitPrice: 100 }],
    });
    await manager.post(`/orders/${order.id}/status`, { status: 'confirmed' });
    await manager.post(`/orders/${order.id}/status/undo`, { version: 2 });
    expect([...seen].filter((name) => !MONGODB_7.has(name))).toEqual([]);
    expect([...statementFields].filter((name) => !STATEMENT_FIELDS.has(name))).toEqual([]);
    // It was really listened to.
    for (const name of ['find', 'insert', 'update', 'delete', 'aggregate', 'commitTransaction', 'createIndexes'])
      expect(seen).toContain(name);
  });
});
