import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Types } from 'mongoose';
import { createHash } from 'node:crypto';
import { JournalReaders } from '../src/platform/journal/journal-readers.js';
import type { Session } from './caller.js';
import { makeClient } from './factories.js';
import { TestWorkshop } from './harness.js';

interface Check {
  isIntact: boolean;
  entries: number;
  fault?: { position: number; kind: string; entryId?: string };
}
interface Row extends Record<string, unknown> {
  _id: unknown;
  position: number;
}

let workshop: TestWorkshop;
let admin: Session;
let rows: Row[];

const journal = (): ReturnType<TestWorkshop['connection']['collection']> => workshop.connection.collection('journal');
const check = async (): Promise<Check> => (await admin.get<Check>('/journal/check')).body;
const at = (position: number): Row => rows[position - 1] as Row;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  const manager = await workshop.as('manager');
  for (let made = 0; made < 6; made += 1) await makeClient(manager);
  await workshop.app.get(JournalReaders).caughtUp();
  rows = (await journal().find().sort({ position: 1 }).toArray()) as unknown as Row[];
});
afterAll(async () => workshop.close());
beforeEach(async () => {
  await journal().deleteMany({});
  await journal().insertMany(rows as never[]);
});

describe('the journal', () => {
  it('stands as it was written', async () => {
    expect(rows.length).toBeGreaterThan(6);
    expect(await check()).toEqual({ isIntact: true, entries: rows.length });
  });

  it.each([
    ['at', new Date(0)],
    ['actor.name', 'Некто'],
    ['entity', 'Order'],
    ['entityId', null],
    ['number', 99],
    ['action', 'deleted'],
    ['entityVersion', 7],
    ['changes', []],
    ['requestId', 'another'],
    ['hash', 'f'.repeat(64)],
  ])('shows the entry of which somebody has changed %s', async (field, value) => {
    await journal().updateOne({ position: 5 }, { $set: { [field]: value } });
    const fault = { position: 5, kind: 'changed', entryId: String(at(5)._id) };
    expect(await check()).toEqual({ isIntact: false, entries: 4, fault });
  });

  it('shows the place from which somebody has taken an entry', async () => {
    await journal().deleteOne({ position: 5 });
    expect(await check()).toEqual({ isIntact: false, entries: 4, fault: { position: 5, kind: 'missing' } });
  });

  it('shows that two entries have changed places', async () => {
    for (const [row, position] of [
      [at(5), 1_000],
      [at(6), 5],
      [at(5), 6],
    ] as const)
      await journal().updateOne({ _id: row._id } as never, { $set: { position } });
    expect(await check()).toMatchObject({ fault: { position: 5, kind: 'changed', entryId: String(at(6)._id) } });
  });

  it('goes on from entries that were sealed without number and request', async () => {
    let former = '';
    for (const { _id, position, at: moment, actor, entity, entityId, action, entityVersion, changes } of rows) {
      const said = [
        former,
        position,
        String(_id),
        moment,
        actor,
        entity,
        String(entityId),
        action,
        entityVersion,
        changes,
      ];
      former = createHash('sha256').update(JSON.stringify(said)).digest('hex');
      await journal().updateOne({ position }, { $set: { hash: former } });
    }
    expect(await check()).toEqual({ isIntact: true, entries: rows.length });
    await journal().updateOne({ position: 3 }, { $set: { action: 'deleted' } });
    expect(await check()).toMatchObject({ isIntact: false, fault: { position: 3, kind: 'changed' } });
  });

  it('gives no place to two entries', async () => {
    const another = { ...at(4), _id: new Types.ObjectId(), position: 5 };
    await expect(journal().insertOne(another)).rejects.toThrow('duplicate key');
  });

  it('is sealed though a lease of a wrong clock lasts for hours', async () => {
    const until = new Date(Date.now() + 3 * 3_600_000);
    const leases = workshop.connection.collection('leases');
    await leases.updateOne({ _id: 'journal-sealer' as never }, { $set: { holder: 'another', until } });
    await makeClient(await workshop.as('manager'));
    await workshop.app.get(JournalReaders).caughtUp();
    expect(await check()).toEqual({ isIntact: true, entries: rows.length + 1 });
  });

  it('shows what was put between', async () => {
    await journal().dropIndex('position_unique');
    await journal().insertOne({ ...at(4), _id: new Types.ObjectId(), position: 5 });
    expect(await check()).toMatchObject({ isIntact: false, fault: { position: 5 } });
  });
});
