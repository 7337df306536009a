import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller } from '../caller.js';
import { Product } from '../product.js';

// Three starts of the product, on a machine that may be busy.
jest.setTimeout(180_000);

let folder: string;
let mongo: RunningServer;
let started: Product[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verstak-first-'));
  mongo = await startServer({ dataDir: join(folder, 'mongo'), port: 0 });
  started = [];
});
afterEach(async () => {
  for (const product of started) product.signal('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await mongo.close();
  await rm(folder, { recursive: true, force: true });
});

function start(name: string): Product {
  const secret = 'one and the same for both of them';
  const keys = { JWT_SECRET: secret, JOURNAL_KEY: secret };
  const product = new Product({ DATA_DIR: join(folder, name), MONGODB_URI: mongo.uri, ...keys });
  started.push(product);
  return product;
}

describe('two first starts at once on one empty database', () => {
  it('both come up, and one of them tells the password of the one administrator', async () => {
    const products = [start('one'), start('other')];
    await Promise.all(products.map((product) => product.ready()));
    for (const product of products) product.signal('SIGTERM');
    const outputs = await Promise.all(products.map(({ ended }) => ended));
    expect(outputs.map(({ code }) => code)).toEqual([0, 0]);
    const passwords = outputs.flatMap(({ output }) => /admin password: (\S+)/.exec(output)?.[1] ?? []);
    expect(passwords).toHaveLength(1);
    const again = start('one');
    const admin = await new Caller(await again.ready()).signIn('admin', String(passwords[0]));
    const { body: people } = await admin.get<{ total: number }>('/users');
    const { body: roles } = await admin.get<{ key: string }[]>('/roles');
    expect([people.total, roles.map(({ key }) => key)]).toEqual([
      1,
      ['admin', 'manager', 'master', 'customer', 'supplier'],
    ]);
  });
});
