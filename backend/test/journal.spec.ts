import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Types } from 'mongoose';
import { createHash } from 'node:crypto';
import { Config } from '../src/platform/config/config.module.js';
import { JournalReaders } from '../src/platform/journal/journal-readers.js';
import type { Session } from './caller.js';
import { line, makeClient, makeOrder, makeOrderInWork, partsOf, type ClientBody, type OrderBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface Fault {
  kind: string;
  position?: number;
  entryId?: string;
  entity?: string;
  entityId?: string;
  path?: string;
}
interface Check {
  isIntact: boolean;
  entries: number;
  keyedFrom: number;
  documents: number;
  fault?: Fault;
  faults: Fault[];
}
interface Row extends Record<string, unknown> {
  _id: Types.ObjectId;
  position: number;
  hash: string;
}

let workshop: TestWorkshop;
let admin: Session;
let client: ClientBody;
let order: OrderBody;
/** All that a tamperer may have touched, as it was. */
const kept = new Map<string, Row[]>();
let rows: Row[];
let whole: Check;

const stored = (name: string): ReturnType<TestWorkshop['connection']['collection']> =>
  workshop.connection.collection(name);
const journal = (): ReturnType<typeof stored> => stored('journal');
const check = async (): Promise<Check> => (await admin.get<Check>('/journal/check')).body;
const at = (position: number): Row => rows[position - 1] as Row;
const idOf = ({ _id }: Row): string => _id.toHexString();
const sealed = async (): Promise<void> => workshop.app.get(JournalReaders).caughtUp();
const where = (row: Row): never => ({ _id: row._id }) as never;
/** A hash as somebody makes it who has read the code and has no key. */
const forged = (...content: unknown[]): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  const manager = await workshop.as('manager');
  const master = await workshop.as('master');
  client = await makeClient(manager);
  order = await makeOrder(manager, { clientId: client.id, items: [line(), line({ title: 'Вторая' })] });
  await manager.patch(`/orders/${order.id}`, { note: 'Срочно', items: [{ id: order.items[1]?.id, quantity: 7 }] });
  const work = await makeOrderInWork(manager, master.id);
  const [part] = await partsOf(master, work.id);
  await master.post(`/parts/${part?.id}/step`, { action: 'start' });
  await manager.post(`/orders/${work.id}/status`, { status: 'cancelled' });
  await manager.delete(`/orders/${work.id}`);
  await manager.patch(`/clients/${client.id}`, { company: 'Переименованная', phone: '+7 900 123-45-67' });
  await sealed();
  await workshop.followed();
  await sealed();
  for (const name of ['journal', 'journalHead', 'orders', 'clients'])
    kept.set(name, (await stored(name).find().sort({ position: 1 }).toArray()) as unknown as Row[]);
  rows = kept.get('journal') ?? [];
  whole = await check();
});
afterAll(async () => workshop.close());
beforeEach(async () => {
  for (const [name, all] of kept) {
    await stored(name).deleteMany({});
    await stored(name).insertMany(all as never[]);
  }
});

describe('the journal', () => {
  it('stands as it was written, and documents as it says', async () => {
    expect(rows.length).toBeGreaterThan(12);
    const documents = await Promise.all(
      ['clients', 'orders', 'parts', 'users', 'roles', 'workshopProfile'].map((name) => stored(name).countDocuments()),
    );
    expect(whole).toEqual({
      isIntact: true,
      entries: rows.length,
      keyedFrom: 1,
      documents: documents.reduce((sum, count) => sum + count, 0),
      faults: [],
    });
  });

  it('tells how far a check has come', async () => {
    const total = whole.entries + whole.documents;
    await check();
    const { body } = await admin.get('/journal/check/progress');
    expect(body).toMatchObject({ isRunning: false, done: total, total });
  });

  it('gives no place to two entries', async () => {
    const another = { ...at(4), _id: new Types.ObjectId(), position: 5 };
    await expect(journal().insertOne(another)).rejects.toThrow('duplicate key');
  });

  it('is sealed though a lease of a wrong clock lasts for hours', async () => {
    const until = new Date(Date.now() + 3 * 3_600_000);
    await stored('leases').updateOne({ _id: 'journal-sealer' as never }, { $set: { holder: 'another', until } });
    const { id } = await makeClient(await workshop.as('manager'));
    await sealed();
    expect(await check()).toMatchObject({ isIntact: true, entries: rows.length + 1 });
    await stored('clients').deleteOne({ _id: new Types.ObjectId(id) } as never);
  });
});

describe('the check shows', () => {
  it.each([
    ['at', new Date(0)],
    ['actor.name', 'Некто'],
    ['entity', 'Order'],
    ['entityId', new Types.ObjectId()],
    ['number', 99],
    ['action', 'deleted'],
    ['entityVersion', 7],
    ['changes', [{ path: 'name', after: 'Некто' }]],
    ['params', { login: 'somebody' }],
    ['ownerId', new Types.ObjectId()],
    ['requestId', 'another'],
    ['hash', 'f'.repeat(64)],
    ['isForeign', true],
  ])('an entry of which somebody has changed %s', async (field, value) => {
    await journal().updateOne({ position: 5 }, { $set: { [field]: value } });
    const result = await check();
    expect(result).toMatchObject({ isIntact: false, entries: 4 });
    expect(result.faults).toContainEqual({ position: 5, kind: 'changed', entryId: idOf(at(5)) });
  });

  it('the place from which somebody has taken an entry', async () => {
    await journal().deleteOne({ position: 5 });
    expect(await check()).toMatchObject({ isIntact: false, entries: 4, fault: { position: 5, kind: 'missing' } });
  });

  it('that two entries have changed places', async () => {
    for (const [row, position] of [
      [at(5), 1_000],
      [at(6), 5],
      [at(5), 6],
    ] as const)
      await journal().updateOne(where(row), { $set: { position } });
    const { faults } = await check();
    for (const [position, row] of [
      [5, at(6)],
      [6, at(5)],
    ] as const)
      expect(faults).toContainEqual({ position, kind: 'changed', entryId: idOf(row) });
  });

  it('that the end was cut off', async () => {
    await journal().deleteMany({ position: { $gt: rows.length - 2 } });
    const { faults } = await check();
    expect(faults).toContainEqual({ kind: 'cut', position: rows.length - 1 });
  });

  it('that all was removed', async () => {
    await journal().deleteMany({});
    const { isIntact, entries, faults } = await check();
    expect([isIntact, entries]).toEqual([false, 0]);
    expect(faults).toContainEqual({ kind: 'cut', position: 1 });
  });

  it('that the end was cut off and its record moved after it', async () => {
    const [last, end] = [at(rows.length - 1), { position: rows.length - 1 }];
    await journal().deleteOne({ position: rows.length });
    await stored('journalHead').updateOne({}, { $set: { ...end, hash: last.hash } });
    expect((await check()).faults).toContainEqual({ kind: 'head' });
  });

  it('that the record of the end was removed', async () => {
    await stored('journalHead').deleteMany({});
    expect((await check()).faults).toContainEqual({ kind: 'head' });
  });

  it('that the chain was hashed anew from some entry on by somebody without the key', async () => {
    let { hash } = at(4);
    for (const row of rows.slice(4)) {
      hash = forged(hash, row.position, idOf(row), row['at'], row['actor']);
      await journal().updateOne(where(row), { $set: { hash, ...(row.position === 5 ? { action: 'deleted' } : {}) } });
    }
    await stored('journalHead').updateOne({}, { $set: { hash } });
    const { faults } = await check();
    expect(faults).toEqual(
      expect.arrayContaining([
        { kind: 'head' },
        { kind: 'changed', position: 5, entryId: idOf(at(5)) },
        { kind: 'changed', position: rows.length, entryId: idOf(at(rows.length)) },
      ]),
    );
  });

  it('an entry put between two others', async () => {
    const _id = new Types.ObjectId();
    await journal().insertOne({ ...at(4), _id, position: 4.5 });
    expect((await check()).faults).toContainEqual({ kind: 'planted', position: 4, entryId: _id.toHexString() });
  });

  it.each([
    ['behind the end', 1_000],
    ['right at the end', 0],
    ['below the first place', -3],
    ['at a place that is a text', '7'],
  ])('an entry planted %s', async (_where, place) => {
    const _id = new Types.ObjectId();
    const position = place === 0 ? rows.length + 1 : place;
    await journal().insertOne({ ...at(4), _id, position } as never);
    const { faults } = await check();
    expect(faults).toEqual([
      { kind: 'planted', ...(typeof position === 'number' ? { position } : {}), entryId: _id.toHexString() },
    ]);
  });

  it('an entry that stood where the next one belonged, and seals that one', async () => {
    const _id = new Types.ObjectId();
    await journal().insertOne({ ...at(4), _id, position: rows.length + 1 });
    const { id } = await makeClient(await workshop.as('manager'));
    for (let open = 1; open; open = await journal().countDocuments({ position: null })) await sealed();
    const { entries, faults } = await check();
    expect(faults).toEqual([{ kind: 'planted', position: -(rows.length + 1), entryId: _id.toHexString() }]);
    expect(entries).toBe(rows.length + 1);
    await stored('clients').deleteOne({ _id: new Types.ObjectId(id) } as never);
  });

  it('an entry that was planted as if it were to be sealed', async () => {
    const { position: _position, hash: _hash, ...entry } = at(4);
    const _id = new Types.ObjectId();
    await journal().insertOne({ ...entry, _id });
    await sealed();
    const { faults } = await check();
    expect(faults).toContainEqual({ kind: 'planted', position: rows.length + 1, entryId: _id.toHexString() });
  });

  it.each([
    ['clients', 'Client', () => client.id, { note: 'Другое' }, 'note'],
    ['clients', 'Client', () => client.id, { company: null }, 'company'],
    ['orders', 'Order', () => order.id, { paid: 100 }, 'paid'],
    ['orders', 'Order', () => order.id, { version: 9 }, 'version'],
    ['orders', 'Order', () => order.id, { 'items.1.quantity': 8 }, () => `items.${order.items[1]?.id}.quantity`],
  ])('a document of %s whose fields are not as the journal says', async (name, entity, id, change, path) => {
    await stored(name).updateOne({ _id: new Types.ObjectId(id()) } as never, { $set: change });
    expect(await check()).toMatchObject({
      isIntact: false,
      entries: rows.length,
      faults: [{ kind: 'document_changed', entity, entityId: id(), path: typeof path === 'string' ? path : path() }],
    });
  });

  it('a document that is gone, and one that the journal does not know', async () => {
    const [one] = kept.get('orders') ?? [];
    const _id = new Types.ObjectId();
    await stored('orders').deleteMany({ _id: new Types.ObjectId(order.id) } as never);
    await stored('orders').insertOne({ ...one, _id, number: 999 } as never);
    expect((await check()).faults).toEqual([
      { kind: 'document_missing', entity: 'Order', entityId: order.id },
      { kind: 'document_planted', entity: 'Order', entityId: _id.toHexString() },
    ]);
  });

  // The last one: it takes the index away.
  it('a second entry at a place, and a start on such data serves and goes on sealing', async () => {
    await journal().dropIndex('position_unique');
    const _id = new Types.ObjectId();
    await journal().insertOne({ ...at(5), _id });
    expect((await check()).faults).toContainEqual({ kind: 'added', position: 5, entryId: _id.toHexString() });
    const another = await TestWorkshop.on(workshop.app.get(Config).databaseUri);
    try {
      const made = await makeClient(await another.asAdmin());
      const entry = { entityId: new Types.ObjectId(made.id), position: { $gt: rows.length } };
      for (let left = 100; left && !(await journal().findOne(entry)); left -= 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await journal().countDocuments(entry)).toBe(1);
    } finally {
      await another.close();
    }
  });
});
