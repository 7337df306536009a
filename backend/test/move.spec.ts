import { afterAll, describe, expect, it } from '@jest/globals';
import { startServer } from '@verstak/embedded-mongo';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller } from './caller.js';
import { line, type ClientBody, type OrderBody } from './factories.js';
import { Product } from './product.js';
import { addFile, fetchBytes } from './uploads.js';

const PROGRAM = fileURLToPath(new URL('../dist/commands/move.js', import.meta.url));
const PASSWORD = 'moved to elsewhere';
const folder = mkdtempSync(join(tmpdir(), 'verstak-move-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('moving to MongoDB', () => {
  it('takes everything to an empty database, where the product goes on, and refuses a second time', async () => {
    const DATA_DIR = join(folder, 'data');
    const before = new Product({ DATA_DIR, ADMIN_PASSWORD: PASSWORD });
    const admin = await new Caller(await before.ready()).signIn('admin', PASSWORD);
    const { body: client } = await admin.post<ClientBody>('/clients', { company: 'Ромашка' });
    const order = await admin.post<OrderBody>('/orders', { clientId: client.id, items: [line()] });
    const bytes = Buffer.alloc(3_000_000, 'файл');
    const file = await addFile(admin, { subject: 'Client', subjectId: client.id }, bytes);
    before.signal('SIGTERM');
    await before.ended;
    const mongo = await startServer({ dataDir: join(folder, 'mongo'), port: 0 });
    const MONGODB_URI = mongo.uri;
    const move = (): string => {
      const env = { PATH: process.env['PATH'], DATA_DIR, MONGODB_URI };
      const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM], { cwd: folder, encoding: 'utf8', env });
      return stdout + stderr;
    };
    expect(move()).toMatch(/^Copied \d+ documents\n$/);
    expect(move()).toMatch(/MONGODB_URI: the database verstak is not empty/);
    const after = new Product({ DATA_DIR, MONGODB_URI });
    const same = await new Caller(await after.ready()).signIn('admin', PASSWORD);
    expect((await same.get(`/orders/${order.body.id}`)).body).toEqual(order.body);
    expect((await fetchBytes(same, `/files/${file.id}/content`)).bytes.equals(bytes)).toBe(true);
    const { body: next } = await same.post<OrderBody & { number: number }>('/orders', {
      clientId: client.id,
      items: [line()],
    });
    expect(next.number).toBe(order.body.number + 1);
    after.signal('SIGTERM');
    expect((await after.ended).code).toBe(0);
    await mongo.close();
  });
});
