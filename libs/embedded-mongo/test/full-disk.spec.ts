import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type MongoServerError } from 'mongodb';
import { startServerHere } from '../src/server.js';

const cli = join(import.meta.dirname, '../dist/cli.js');
/** Largest file that the server may write, in blocks of 512 bytes: to it, the disk is full then. */
const LIMIT = 16_384;

function startLimited(data: string): Promise<{ server: ChildProcess; uri: string }> {
  const command = `ulimit -f ${LIMIT}; exec "$0" "$@"`;
  const server = spawn('sh', ['-c', command, process.execPath, cli, '--data', data], {
    // LMDB itself tells of each page that it could not write.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('the server did not start')));
    server.stdout!.once('data', (line: Buffer) => resolve({ server, uri: line.toString().trim() }));
  });
}

let folder: string;
beforeAll(() => {
  if (!existsSync(cli)) throw new Error('Build the database first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'em-full-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a disk that is full', () => {
  // Windows has no limit on the size of files.
  const test = process.platform === 'win32' ? it.skip : it;
  test('refuses writes by name, lets everybody read, and loses nothing that was acknowledged', async () => {
    const data = join(folder, 'data');
    const { server, uri } = await startLimited(data);
    const client = await new MongoClient(uri).connect();
    const orders = client.db('shop').collection<{ _id: number; text: string }>('orders');
    await orders.createIndex({ text: 1 });
    const insert = async (_id: number): Promise<MongoServerError | undefined> =>
      orders.insertOne({ _id, text: `${_id} ${'x'.repeat(10_000)}` }).then(
        () => undefined,
        (error: MongoServerError) => error,
      );
    let acknowledged = 0;
    let refusal: MongoServerError | undefined;
    while (!refusal && acknowledged < 5_000) {
      refusal = await insert(acknowledged);
      if (!refusal) acknowledged++;
    }
    expect(refusal).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' });
    expect(acknowledged).toBeGreaterThan(100);
    expect(await orders.countDocuments({})).toBe(acknowledged);
    expect(await orders.findOne({ _id: acknowledged - 1 })).toMatchObject({ _id: acknowledged - 1 });
    expect(await insert(100_000)).toMatchObject({ code: 14031 });
    await client.close();
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;

    const again = await startServerHere({ dataDir: data });
    const reader = await new MongoClient(again.uri).connect();
    const kept = reader.db('shop').collection<{ _id: number; text: string }>('orders');
    expect((await kept.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(
      Array.from({ length: acknowledged }, (_, i) => i),
    );
    expect(await reader.db('shop').command({ validate: 'orders' })).toMatchObject({ valid: true });
    await kept.insertOne({ _id: 100_000, text: 'there is room again' });
    await reader.close();
    await again.close();
  });
});
