import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller, type Session } from './caller.js';
import { line, type ClientBody, type OrderBody, type PageBody } from './factories.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PASSWORD = 'survives every crash';

let folder: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('Build the backend first: npm run build');
  folder = await mkdtemp(join(tmpdir(), 'verstak-crash-'));
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts the built product as users do, and waits for the line that says where to open it. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'data'),
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const address = /open (http:\/\/\S+)/.exec(told)?.[1];
      if (address) resolve(address.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => reject(new Error(`The product ended with ${code}: ${told}`)));
  });
}

async function kill(): Promise<void> {
  const child = running;
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await ended;
}

/** Takes orders without pause until the product is gone; what it acknowledged is noted. */
async function write(admin: Session, clientId: string, acknowledged: Map<string, OrderBody>): Promise<void> {
  for (;;) {
    try {
      const { status, body } = await admin.post<OrderBody>('/orders', {
        clientId,
        status: 'confirmed',
        items: [line()],
      });
      if (status === 201) acknowledged.set(body.id, body);
      const changed = await admin.patch<OrderBody>(`/orders/${body.id}`, { note: `№ ${body.number}` });
      if (changed.status === 200) acknowledged.set(body.id, changed.body);
    } catch {
      return;
    }
  }
}

describe('the product', () => {
  it('loses nothing it acknowledged when it is killed under load, and does nothing by halves', async () => {
    const acknowledged = new Map<string, OrderBody>();
    let clientId = '';
    for (let round = 0; round < 3; round += 1) {
      const admin = await new Caller(await start()).signIn('admin', PASSWORD);
      clientId ||= (await admin.post<ClientBody>('/clients', { company: 'Стойкая' })).body.id;
      const writers = Array.from({ length: 8 }, () => write(admin, clientId, acknowledged));
      const enough = acknowledged.size + 25;
      while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 20));
      await kill();
      await Promise.all(writers);
    }
    const admin = await new Caller(await start()).signIn('admin', PASSWORD);
    expect(acknowledged.size).toBeGreaterThanOrEqual(75);
    for (const [id, order] of acknowledged) {
      const { body } = await admin.get<OrderBody>(`/orders/${id}`);
      expect(body.version).toBeGreaterThanOrEqual(order.version);
      if (body.version === order.version) expect(body).toEqual(order);
    }
    // Not one order that is there in part: its numbers, its history and its client's balance agree.
    const all: OrderBody[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await admin.get<PageBody<OrderBody>>(`/orders?clientId=${clientId}&pageSize=200&page=${page}`);
      all.push(...body.items);
      if (all.length >= body.total) break;
    }
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
    expect((await admin.get<ClientBody>(`/clients/${clientId}`)).body.balance).toBe(all.length * 300_000);
    for (const order of all.slice(0, 20)) {
      const { body } = await admin.get<PageBody<{ entityVersion: number }>>(`/orders/${order.id}/history?pageSize=200`);
      expect(body.items.map(({ entityVersion }) => entityVersion)).toEqual(
        Array.from({ length: order.version }, (_, index) => order.version - index),
      );
    }
  }, 90_000);
});
