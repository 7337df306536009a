import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskSpace } from '../src/platform/database/disk-space.js';
import { TestWorkshop } from './harness.js';
import { Product } from './product.js';

const folder = mkdtempSync(join(tmpdir(), 'verstak-health-'));
let mongo: RunningServer;
let product: Product;
let url: string;
/** Stands between the product and its database. */
let wire: Server;
const sockets: Socket[] = [];

beforeAll(async () => {
  mongo = await startServer({ dataDir: join(folder, 'mongo'), port: 0 });
  const address = new URL(mongo.uri);
  const port = Number(address.port);
  wire = createServer((socket) => {
    const server = connect(port, address.hostname);
    sockets.push(socket, server);
    for (const end of [socket, server]) end.on('error', () => undefined);
    socket.pipe(server).pipe(socket);
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  address.port = String((wire.address() as { port: number }).port);
  product = new Product({ DATA_DIR: join(folder, 'data'), MONGODB_URI: address.href, LOG_LEVEL: 'fatal' });
  url = await product.ready();
});
afterAll(async () => {
  product.signal('SIGKILL');
  await product.ended;
  for (const socket of sockets) socket.destroy();
  wire.close();
  await mongo.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks as the image's health check does: whoever gets no answer within 5 s counts the product for dead. */
async function health(): Promise<{ status: number; body: Partial<Problem> }> {
  const answer = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(5_000) });
  return { status: answer.status, body: (await answer.json()) as Partial<Problem> };
}

describe('the health of the product', () => {
  it('is told in time while its database hangs, when it is back and when it is gone', async () => {
    const unavailable = {
      status: 503,
      body: expect.objectContaining({ code: 'unavailable', detail: 'The database does not answer.' }),
    };
    expect(await health()).toEqual({ status: 200, body: { status: 'ok', disk: 'ok' } });
    for (const socket of sockets) socket.pause();
    expect(await health()).toEqual(unavailable);
    for (const socket of sockets) socket.resume();
    expect((await health()).status).toBe(200);
    await mongo.close();
    expect(await health()).toEqual(unavailable);
  });
});

describe('the disk of the embedded database', () => {
  const MIB = 1024 ** 2;
  let workshop: TestWorkshop;

  beforeAll(async () => {
    workshop = await TestWorkshop.open();
  });
  afterAll(async () => workshop.close());

  it.each([
    [2_000, 200, { status: 'ok', disk: 'ok' }],
    [1_000, 200, { status: 'ok', disk: 'low' }],
    [60, 503, { code: 'unavailable', detail: expect.stringMatching(/^The disk is full/) }],
  ])('with %i MiB left counts for the health', async (free, status, body) => {
    jest.spyOn(workshop.app.get(DiskSpace, { strict: false }), 'free').mockResolvedValueOnce(free * MIB);
    expect(await workshop.nobody.get('/health')).toMatchObject({ status, body });
  });
});
