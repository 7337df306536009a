import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Long } from 'mongodb';
import { setTimeout } from 'node:timers/promises';
import { Journal } from '../src/storage/journal.js';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.client.db('test').createCollection('notes');
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

describe('an acknowledgement', () => {
  it('of a repeated write waits for the disk like the first', async () => {
    const { client } = server;
    const session = client.startSession();
    const insert = (): Promise<string> =>
      client
        .db('test')
        .command({ insert: 'notes', documents: [{ _id: 1 }], txnNumber: Long.fromNumber(1) }, { session })
        .then(
          () => 'acknowledged',
          () => 'failed',
        );
    const disk = Promise.withResolvers<void>();
    jest.spyOn(Journal.prototype, 'append').mockImplementation(() => disk.promise);
    const first = insert();
    await setTimeout(50);
    const second = insert();
    expect(await Promise.race([second, setTimeout(200, 'waiting')])).toBe('waiting');
    disk.reject(new Error('ENOSPC'));
    expect(await Promise.all([first, second])).toEqual(['failed', 'failed']);
    await session.endSession();
  });

  it('is not given to a commit that is tried again after its writes were taken back', async () => {
    const session = server.client.startSession();
    session.startTransaction();
    const notes = server.client.db('test').collection<{ _id: number }>('notes');
    await notes.insertOne({ _id: 1 }, { session });
    jest.spyOn(Journal.prototype, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
    await expect(session.commitTransaction()).rejects.toMatchObject({ codeName: 'OutOfDiskSpace' });
    await expect(session.commitTransaction()).rejects.toMatchObject({ codeName: 'NoSuchTransaction' });
    expect(await notes.countDocuments()).toBe(0);
    await session.endSession();
  });
});
