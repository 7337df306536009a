import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PERMISSIONS, readCode } from '@verstak/domain';
import { ObjectId, type Db, type Document } from 'mongodb';
import { Category } from '../src/catalog/category.js';
import { Product } from '../src/catalog/product.js';
import { Client } from '../src/clients/client.js';
import { StoredMessage } from '../src/conversations/message.js';
import { StockFeed } from '../src/feeds/stock-feed.js';
import { StoredFile } from '../src/files/stored-file.js';
import { Import } from '../src/imports/import.js';
import { Movement } from '../src/inventory/movement.js';
import { StockItem } from '../src/inventory/stock-item.js';
import { Offer } from '../src/offers/offer.js';
import { Order } from '../src/orders/order.js';
import { Letter } from '../src/outbox/letter.js';
import { Payment } from '../src/payments/payment.js';
import { DerivedFields } from '../src/platform/database/derived-fields.js';
import type { Class } from '../src/platform/fields/index.js';
import { Part } from '../src/production/part.js';
import { StagePass } from '../src/production/stage-pass.js';
import { SupplyRequest } from '../src/requests/request.js';
import { Reservation } from '../src/reservations/reservation.js';
import { Route } from '../src/routes/route.js';
import { Supplier } from '../src/suppliers/supplier.js';
import { applyUpgrades, NewerData, UPGRADES } from '../src/upgrades/apply-upgrades.js';
import type { Upgrade } from '../src/upgrades/upgrade.js';
import { Role } from '../src/users/role.js';
import { User } from '../src/users/user.js';
import { SavedView } from '../src/views/saved-view.js';
import { WorkshopProfile } from '../src/workshop/workshop-profile.js';
import { comparable, FORMER_VERSIONS, FormerData, type FormerVersion } from './former-data.js';
import { wrongIds } from './stored-ids.js';

const ORDERS = { collection: 'orders', entity: 'Order' };

/** Documents by the collection that they lie in. */
const KINDS: readonly [string, Class][] = [
  ['categories', Category],
  ['clients', Client],
  ['files', StoredFile],
  ['imports', Import],
  ['letters', Letter],
  ['messages', StoredMessage],
  ['movements', Movement],
  ['offers', Offer],
  ['orders', Order],
  ['parts', Part],
  ['payments', Payment],
  ['products', Product],
  ['reservations', Reservation],
  ['roles', Role],
  ['routes', Route],
  ['savedViews', SavedView],
  ['stagePasses', StagePass],
  ['stockFeeds', StockFeed],
  ['stockItems', StockItem],
  ['suppliers', Supplier],
  ['supplyRequests', SupplyRequest],
  ['users', User],
  ['workshopProfile', WorkshopProfile],
];

const COUNTING = { timeZone: 'Europe/Moscow', country: 'RU' };

let data: FormerData;
let db: Db;

/** Opens the data of a version anew for each test. */
function onDataOf(version: FormerVersion): void {
  beforeEach(async () => {
    data = await FormerData.open(version);
    db = data.db;
  });
  afterEach(async () => data.close());
}

const apply = (upgrades: readonly Upgrade[], stopped?: AbortSignal): Promise<void> =>
  applyUpgrades(data.uri, { upgrades, ...(stopped ? { stopped } : {}) });
const applied = (): Promise<string[]> => db.collection<{ _id: string }>('upgrades').distinct('_id');
/** Upgrades were not made, but those. */
const forget = (but: string[] = []): Promise<unknown> =>
  db.collection<{ _id: string }>('upgrades').deleteMany({ _id: { $nin: but } });

/** Words have no order of their own. */
const sortedWords = (fields: Document): Document =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, unknown] => [
      name,
      name === 'words' ? (value as string[]).toSorted() : value,
    ]),
  );

/** A stored value as the product reads it: ids are texts. */
function withTextIds(value: unknown): unknown {
  if (value instanceof ObjectId) return String(value);
  if (Array.isArray(value)) return value.map(withTextIds);
  if (value?.constructor !== Object) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTextIds(inner)]));
}

/** Marks every order and makes a document for each: what an upgrade may do. */
const marking: Upgrade = {
  name: '0001-marking',
  apply: (data) =>
    data.changeEach(ORDERS, { mark: { $exists: false } }, (order) => ({
      document: { ...order, mark: order['number'] },
      added: [
        { kind: { collection: 'marks', entity: 'Mark' }, document: { _id: new ObjectId(), of: order._id, version: 1 } },
      ],
    })),
};

describe.each(FORMER_VERSIONS)('all upgrades, on the data of %s', (version) => {
  onDataOf(version);

  it('leave the same, once or twice', async () => {
    const former = await applied();
    await apply(UPGRADES);
    const once = await data.contents();
    await forget(former);
    await apply(UPGRADES);
    expect(await data.contents()).toEqual(once);
  });

  it('leave the same where they were stopped between any two batches, and started again', async () => {
    await applyUpgrades(data.uri, { batch: 3 });
    const once = comparable(await data.contents());
    const other = await FormerData.open(version);
    try {
      let starts = 0;
      for (let isDone = false; !isDone; starts += 1) {
        let looks = 0;
        // Looked at before the lease and before each batch.
        const throwIfAborted = (): void => {
          if ((looks += 1) > 2 + starts) throw new Error('killed');
        };
        const stopped = { throwIfAborted } as AbortSignal;
        isDone = await applyUpgrades(other.uri, { batch: 3, stopped }).then(
          () => true,
          (error: Error) => {
            if (error.message !== 'killed') throw error;
            return false;
          },
        );
        expect(starts).toBeLessThan(50);
      }
      expect(starts).toBeGreaterThan(1);
      expect(comparable(await other.contents())).toEqual(once);
    } finally {
      await other.close();
    }
  });

  it('are recorded, and done once', async () => {
    const former = await applied();
    const told: string[] = [];
    const tell = (name: string): void => void told.push(name);
    await applyUpgrades(data.uri, { tell });
    await applyUpgrades(data.uri, { tell });
    expect(told).toEqual(UPGRADES.map(({ name }) => name).filter((name) => !former.includes(name)));
  });

  it('give the administrator every permission of today', async () => {
    await apply(UPGRADES);
    const role = await db.collection('roles').findOne({ key: 'admin' });
    expect([...(role?.['permissions'] as string[])].sort()).toEqual([...PERMISSIONS].sort());
  });

  it('leave every document with what it is found and sorted by today, and with what follows from its fields', async () => {
    await apply(UPGRADES);
    for (const [collection, type] of KINDS) {
      const derived = new DerivedFields(type, COUNTING);
      for (const document of await db.collection(collection).find().toArray()) {
        expect({ collection, ...sortedWords(document) }).toMatchObject(sortedWords(derived.of(document)));
        const read = withTextIds(document) as Document;
        expect({ collection, ...derived.completed(read) }).toEqual({ collection, ...read });
      }
    }
  });

  it('leave ids as ids, inside of lists too', async () => {
    await apply(UPGRADES);
    for (const [collection, type] of KINDS) {
      const documents = await db.collection(collection).find().toArray();
      const wrong = documents.flatMap((document) => wrongIds(type, document));
      expect({ collection, wrong }).toEqual({ collection, wrong: [] });
    }
  });
});

describe('all upgrades, on the data of the first version', () => {
  onDataOf('0.1.0');

  it('leave sums owed, and phones as they are dialled', async () => {
    await apply(UPGRADES);
    expect(await db.collection('clients').countDocuments({ dialled: /^\+/ })).toBeGreaterThan(0);
    expect(await db.collection('orders').countDocuments({ payment: 'part', owed: { $gt: 0 } })).toBeGreaterThan(0);
  });

  it('make ids of what was stored as texts', async () => {
    const order = async (): Promise<Document> => (await db.collection('orders').findOne({ number: 3 })) ?? {};
    expect(wrongIds(Order, await order())).not.toEqual([]);
    await apply(UPGRADES);
    expect(wrongIds(Order, await order())).toEqual([]);
  });

  it('let a manager, who says what is offered, say from whom it comes, and a master neither', async () => {
    await apply(UPGRADES);
    const holders = await db
      .collection('roles')
      .distinct('key', { permissions: { $all: ['suppliers:read', 'suppliers:write'] } });
    expect(holders.sort()).toEqual(['admin', 'manager']);
    expect(await db.collection('roles').countDocuments({ permissions: /^suppliers:/ })).toBe(holders.length);
  });

  it('leave no index by which answers to repeated requests would be forgotten after a day', async () => {
    const names = async (): Promise<string[]> =>
      (await db.collection('idempotencyKeys').indexes()).map(({ name }) => String(name));
    expect(await names()).toContain('createdAt_1');
    await apply(UPGRADES);
    expect(await names()).not.toContain('createdAt_1');
  });

  it('leave every part with a code of its own, and its history says so', async () => {
    await apply(UPGRADES);
    const parts = await db.collection('parts').find().toArray();
    const codes = parts.map(({ code }) => String(code));
    expect(codes.map(readCode)).toEqual(codes);
    expect(new Set(codes).size).toBe(parts.length);
    expect(parts.length).toBeGreaterThan(5);
    const told = await db.collection('journal').find({ requestId: 'upgrade 0014-part-codes' }).toArray();
    expect(told.map(({ entityId }) => String(entityId)).sort()).toEqual(parts.map(({ _id }) => String(_id)).sort());
  });

  it('leave every part with who worked on it last, and those that wait with since when', async () => {
    await apply(UPGRADES);
    const parts = await db.collection('parts').find().toArray();
    for (const part of parts) {
      const [last] = await db.collection('stagePasses').find({ partId: part._id }).sort({ _id: -1 }).toArray();
      const { workerId, workerName, idleSince, state } = part;
      expect([workerId, workerName]).toEqual([last?.['masterId'], last?.['masterName']]);
      expect(idleSince instanceof Date).toBe(['waiting', 'paused'].includes(String(state)));
    }
    expect(parts.filter(({ workerId }) => workerId as unknown).length).toBeGreaterThan(1);
  });

  it('leave lost pieces and problems with who told of them, by the name of today', async () => {
    const parts = await db.collection('parts').find().toArray();
    const [user] = await db.collection('users').find().toArray();
    const [lossy, blocked] = parts;
    if (!user || !lossy || !blocked) throw new Error('The data has neither parts nor people');
    const entry = {
      entity: 'Part',
      actor: { id: String(user._id), name: 'Прежнее имя', via: 'web' },
      changes: [],
      at: new Date(),
    };
    await db.collection('journal').insertMany([
      { ...entry, _id: new ObjectId(), entityId: lossy._id, action: 'scrapped' },
      { ...entry, _id: new ObjectId(), entityId: blocked._id, action: 'blocked' },
    ]);
    const told = { at: new Date() };
    const scrap = { ...told, id: new ObjectId(), quantity: 1, reason: 'material', masterName: 'Прежнее имя' };
    await db.collection('parts').updateOne({ _id: lossy._id }, { $set: { scraps: [scrap] } });
    const problem = { ...told, text: 'Нет резца', byName: 'Прежнее имя' };
    await db.collection('parts').updateOne({ _id: blocked._id }, { $set: { problem } });
    await apply(UPGRADES);
    const after = async (_id: ObjectId): Promise<Document> => (await db.collection('parts').findOne({ _id })) ?? {};
    expect(await after(lossy._id)).toMatchObject({
      scraps: [{ ...scrap, masterId: user._id, masterName: user['name'] }],
    });
    expect(await after(blocked._id)).toMatchObject({ problem: { ...problem, byId: user._id, byName: user['name'] } });
  });

  it('leave sessions that know their last use and end 30 days after the sign-in', async () => {
    const day = 24 * 60 * 60 * 1_000;
    const [signedIn, renewed] = [new Date(Date.now() - 40 * day), new Date(Date.now() - day)];
    const former = { userId: new ObjectId(), familyHash: 'f', tokenHash: 't', createdAt: signedIn };
    const _id = new ObjectId();
    const expiresAt = new Date(renewed.getTime() + 30 * day);
    await db.collection('sessions').insertOne({ ...former, _id, spentAt: renewed, expiresAt });
    await apply(UPGRADES);
    const end = new Date(signedIn.getTime() + 30 * day);
    expect(await db.collection('sessions').findOne({ _id })).toMatchObject({ usedAt: renewed, expiresAt: end });
    expect(await db.collection('sessions').countDocuments({ usedAt: { $exists: false } })).toBe(0);
  });
});

describe('upgrades', () => {
  it('have names in the order in which they run', () => {
    const names = UPGRADES.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(new Set(names.map((name) => Number(name.slice(0, 4)))).size).toBe(names.length);
  });
});

describe('an upgrade', () => {
  onDataOf('0.1.0');

  it('changes documents with their version and a journal entry each, in the same transaction', async () => {
    const before = await db.collection('orders').findOne({ number: 5 });
    await apply([marking]);
    const after = await db.collection('orders').findOne({ number: 5 });
    expect(after).toEqual({
      ...before,
      mark: 5,
      version: Number(before?.['version']) + 1,
      updatedAt: expect.any(Date),
    });
    const entries = await db.collection('journal').find({ requestId: 'upgrade 0001-marking' }).toArray();
    const ofOrder = entries.find(({ entityId }) => String(entityId) === String(before?._id));
    expect(ofOrder).toMatchObject({
      entity: 'Order',
      number: 5,
      action: 'changed',
      changes: [{ path: 'mark', after: 5 }],
    });
    expect(entries.filter(({ entity }) => entity === 'Mark')).toHaveLength(11);
  });

  it('goes on after it was stopped between any two batches, and does nothing twice', async () => {
    const one: Upgrade = {
      name: marking.name,
      apply: async (data) => {
        // A batch an order, so that there are many places to be stopped at.
        for (let number = 1; number <= 12; number += 1)
          await data.changeEach(ORDERS, { number, mark: { $exists: false } }, (order) => ({
            document: { ...order, mark: 1 },
          }));
      },
    };
    let starts = 0;
    for (let isDone = false; !isDone;) {
      const stop = new AbortController();
      let batches = 0;
      const stopping: Upgrade = {
        ...one,
        apply: async (data) => {
          const begin = data.changeEach.bind(data);
          data.changeEach = async (...args) => {
            if ((batches += 1) === 3) stop.abort(new Error('killed'));
            return begin(...args);
          };
          await one.apply(data);
        },
      };
      starts += 1;
      // Two batches a start, and a start for what is left.
      isDone = await apply(starts < 6 ? [stopping] : [one], stop.signal).then(
        () => true,
        () => false,
      );
    }
    expect(starts).toBe(6);
    const orders = await db.collection('orders').find().toArray();
    expect(orders.every(({ mark }) => mark === 1)).toBe(true);
    expect(await db.collection('journal').countDocuments({ requestId: 'upgrade 0001-marking' })).toBe(orders.length);
  });

  it('is done by one of two processes that start at once, and both go on', async () => {
    let runs = 0;
    const counted: Upgrade = {
      name: marking.name,
      apply: async (data) => {
        runs += 1;
        await marking.apply(data);
      },
    };
    await Promise.all([apply([counted]), apply([counted])]);
    expect(runs).toBe(1);
  });

  it('that fails leaves what was done before it, and the start says why', async () => {
    const failing: Upgrade = { name: '0002-failing', apply: () => Promise.reject(new Error('no room')) };
    await expect(apply([marking, failing])).rejects.toThrow('no room');
    expect(await applied()).toEqual(['0001-marking']);
  });

  it('gives a permission that is new to every role that holds the one it comes from, and says so in the journal', async () => {
    const granting: Upgrade = {
      name: '0001-grant',
      apply: (data) => data.grantPermission('orders:sign', 'orders:write'),
    };
    await apply([granting]);
    await forget();
    await apply([granting]);
    const roles = await db.collection('roles').find({ permissions: 'orders:sign' }).toArray();
    expect(roles.map(({ key }) => String(key)).sort()).toEqual(['admin', 'manager']);
    expect(await db.collection('journal').countDocuments({ entity: 'Role', requestId: 'upgrade 0001-grant' })).toBe(2);
  });
});

describe('data of a later version', () => {
  onDataOf('0.1.0');

  it('is refused, untouched', async () => {
    await apply([...UPGRADES, { ...marking, name: '9999-later' }]);
    const before = await data.contents();
    await expect(apply(UPGRADES)).rejects.toThrow(NewerData);
    await expect(apply(UPGRADES)).rejects.toThrow(/9999-later: start that version/);
    expect(await data.contents()).toEqual(before);
  });
});

describe('an empty database', () => {
  onDataOf('0.1.0');

  it('has the form of today, and no upgrade is run on it', async () => {
    await db.dropDatabase();
    await apply([marking, { name: '0002-never', apply: () => Promise.reject(new Error('was run')) }]);
    expect(await db.collection('upgrades').countDocuments()).toBe(2);
  });
});
