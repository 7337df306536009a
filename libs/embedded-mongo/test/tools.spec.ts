import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hostname } from 'node:os';
import type { Db, Document } from 'mongodb';
import { MongoClient } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
let admin: Db;
let test: Db;
beforeAll(async () => {
  server = await startTestServer();
  admin = server.client.db('admin');
  test = server.client.db('test');
});
afterAll(() => server.stop());

/** Runs while a query of another connection is being answered, which a transaction keeps from its end. */
async function whileWriting<T>(run: () => Promise<T>): Promise<T> {
  const c = server.fresh<{ _id: number; n?: number }>();
  await c.insertOne({ _id: 1 });
  const other = await new MongoClient(server.uri, { appName: 'shell' }).connect();
  const session = other.startSession();
  session.startTransaction();
  await other
    .db('test')
    .collection<{ _id: number }>(c.collectionName)
    .updateOne({ _id: 1 }, { $set: { n: 1 } }, { session });
  const waiting = other
    .db('test')
    .collection<{ _id: number }>(c.collectionName)
    .updateOne({ _id: 1 }, { $set: { n: 2 } });
  try {
    for (;;) {
      const { inprog } = await admin.command({ currentOp: 1, op: 'update' });
      if (inprog.length > 0) return await run();
    }
  } finally {
    await session.abortTransaction();
    await session.endSession();
    await waiting;
    await other.close();
  }
}

describe('a tool that connects', () => {
  it('is told of the operations that are being answered', async () => {
    const [command, stage] = await whileWriting(async () => [
      await admin.command({ currentOp: 1, op: 'update' }),
      await admin.aggregate([{ $currentOp: {} }, { $match: { op: 'update' } }]).toArray(),
    ]);
    const expected = [
      {
        type: 'op',
        active: true,
        op: 'update',
        ns: expect.stringMatching(/^test\.c\d+$/),
        appName: 'shell',
        opid: expect.any(Number),
        command: { update: expect.any(String) },
      },
    ];
    expect((command as Document).inprog).toMatchObject(expected);
    expect(stage).toMatchObject(expected);
    const all = await admin.command({ currentOp: 1, $all: true });
    expect(all.inprog).toContainEqual(expect.objectContaining({ active: true, op: 'command', ns: 'admin.$cmd' }));
    const idle = await admin.aggregate([{ $currentOp: { idleConnections: true } }]).toArray();
    expect(idle.length).toBeGreaterThan((await admin.aggregate([{ $currentOp: {} }]).toArray()).length);
    expect((await admin.command({ serverStatus: 1 })).connections.current).toBe(idle.length);
    const elsewhere = [test.aggregate([{ $currentOp: {} }]), admin.collection('x').aggregate([{ $currentOp: {} }])];
    for (const run of elsewhere) await expect(run.toArray()).rejects.toMatchObject({ code: 73 });
    await expect(admin.aggregate([{ $currentOp: { all: 1 } }]).toArray()).rejects.toMatchObject({ code: 9 });
    await expect(test.command({ currentOp: 1 })).rejects.toMatchObject({ code: 13 });
  });

  it('is given the parameters that there are, and may not change them', async () => {
    const known = { featureCompatibilityVersion: { version: '8.0' } };
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).toMatchObject(known);
    expect(await admin.command({ getParameter: '*' })).toMatchObject({ ...known, ttlMonitorEnabled: true });
    expect(await admin.command({ getParameter: { showDetails: true, allParameters: true } })).toMatchObject({
      ttlMonitorEnabled: { value: true, settableAtRuntime: false },
    });
    await expect(admin.command({ getParameter: 1, unheardOf: 1 })).rejects.toMatchObject({ code: 72 });
    await expect(admin.command({ setParameter: 1 })).rejects.toMatchObject({ code: 72 });
    await expect(admin.command({ setParameter: 1, unheardOf: 1 })).rejects.toMatchObject({ code: 72 });
    await expect(admin.command({ setParameter: 1, ttlMonitorEnabled: false })).rejects.toMatchObject({ code: 20 });
  });

  it('sets how often what has expired is removed', async () => {
    const { was } = await admin.command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    expect(was).toBe(60);
    expect(await admin.command({ getParameter: 1, ttlMonitorSleepSecs: 1 })).toMatchObject({ ttlMonitorSleepSecs: 1 });
    const expiring = test.collection('expiring');
    await expiring.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await expiring.insertMany([{ at: new Date(0) }, { at: new Date(Date.now() + 3_600_000) }]);
    while ((await expiring.countDocuments()) > 1) await new Promise((resolve) => setTimeout(resolve, 50));
    for (const seconds of [0, -1, 1e10, null, 'often'])
      await expect(admin.command({ setParameter: 1, ttlMonitorSleepSecs: seconds })).rejects.toMatchObject({
        code: typeof seconds === 'string' ? 14 : 2,
      });
    await admin.command({ setParameter: 1, ttlMonitorSleepSecs: 60 });
  });

  it('is told of the machine, the commands and the log', async () => {
    const { system } = await admin.command({ hostInfo: 1 });
    expect(system).toMatchObject({ hostname: hostname(), cpuAddrSize: 64 });
    expect(system.memLimitMB).toBeLessThanOrEqual(system.memSizeMB);
    const { commands } = await test.command({ listCommands: 1 });
    expect(commands).toMatchObject({ find: { adminOnly: false }, getParameter: { adminOnly: true } });
    expect(await admin.command({ getLog: '*' })).toMatchObject({ names: ['global', 'startupWarnings'] });
    expect(await admin.command({ getLog: 'startupWarnings' })).toMatchObject({ totalLinesWritten: 0, log: [] });
    await expect(admin.command({ getLog: 'other' })).rejects.toMatchObject({ code: 96 });
    await expect(admin.command({ getLog: 1 })).rejects.toMatchObject({ code: 14 });
    expect((await admin.command({ connectionStatus: 1, showPrivileges: true })).authInfo).toEqual({
      authenticatedUsers: [],
      authenticatedUserRoles: [],
      authenticatedUserPrivileges: [],
    });
  });

  it('learns that operations are neither profiled nor timed', async () => {
    for (const level of [-1, 0]) expect(await test.command({ profile: level })).toMatchObject({ was: 0, slowms: 100 });
    await expect(test.command({ profile: 1 })).rejects.toMatchObject({ code: 115 });
    await expect(test.command({ profile: 0, slowms: 5 })).rejects.toMatchObject({ code: 115 });
    await expect(admin.command({ top: 1 })).rejects.toMatchObject({ code: 115 });
  });

  it('is refused a lock of the data, which is not kept', async () => {
    await expect(admin.command({ fsync: 1, lock: true })).rejects.toMatchObject({ code: 115 });
    await expect(admin.command({ fsync: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it('sees the user of the server, and none where there is none', async () => {
    expect(await admin.command({ usersInfo: 1 })).toMatchObject({ users: [] });
    const guarded = await startTestServer({ user: { name: 'anna', password: 'secret' } });
    const users = async (usersInfo: unknown, db = 'admin', more: Document = {}): Promise<Document[]> =>
      (await guarded.client.db(db).command({ usersInfo, ...more })).users;
    const anna = [{ _id: 'admin.anna', user: 'anna', db: 'admin', roles: [{ role: 'root', db: 'admin' }] }];
    for (const asked of [1, 'anna', { user: 'anna', db: 'admin' }, ['boris', 'anna'], { forAllDBs: true }])
      expect(await users(asked)).toMatchObject(anna);
    expect(await users({ forAllDBs: true }, 'test')).toMatchObject(anna);
    for (const asked of ['boris', { user: 'anna', db: 'test' }, []]) expect(await users(asked)).toEqual([]);
    expect([...(await users(1, 'test')), ...(await users(1, 'admin', { filter: { user: 'boris' } }))]).toEqual([]);
    await expect(users(1, 'admin', { showCredentials: true })).rejects.toMatchObject({ code: 115 });
    expect(
      (await guarded.client.db('admin').command({ connectionStatus: 1, showPrivileges: true })).authInfo,
    ).toMatchObject({
      authenticatedUserPrivileges: [{ resource: { anyResource: true } }],
    });
    await guarded.stop();
  });

  it('is told how an aggregation would be served, and of what it may ask', async () => {
    const c = server.fresh();
    await c.createIndex({ n: 1 });
    const pipeline = [{ $match: { n: 1 } }];
    const asked = await test.command({ aggregate: c.collectionName, pipeline, explain: true });
    expect(asked.queryPlanner.winningPlan).toMatchObject({ stage: 'FETCH', inputStage: { indexName: 'n_1' } });
    expect(asked.executionStats).toBeUndefined();
    expect(asked.command).toEqual({ aggregate: c.collectionName, pipeline });
    expect((await c.aggregate(pipeline).explain('queryPlanner')).queryPlanner).toEqual(asked.queryPlanner);
    const explain = { explain: { find: c.collectionName }, verbosity: 'everything' };
    await expect(test.command(explain)).rejects.toMatchObject({ code: 2 });
  });
});
