import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeKey } from './keys.js';
import { Store } from './store.js';
import { Conflicts, TransactionWriter } from './writer.js';

const key = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return treeKey(99, bytes);
};

let folder: string;
let store: Store;
let conflicts: Conflicts;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'em-writer-'));
  store = await Store.open(folder);
  conflicts = new Conflicts(store);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('transactions', () => {
  it('see writes that left memory since they began, however many saves ago', async () => {
    const writer = new TransactionWriter(store, conflicts);
    for (let n = 0; n < 3; n++) {
      store.put(key(n), Buffer.from('other'));
      await store.saved();
    }
    for (let n = 0; n < 3; n++) expect(() => writer.claim(key(n))).toThrow(/Write conflict/);
    expect(() => writer.claim(key(3))).not.toThrow();
    writer.end();
  });

  it('that overlap without end do not gather writes that all of them have seen', async () => {
    let open = new TransactionWriter(store, conflicts);
    for (let n = 0; n < 20; n++) {
      store.put(key(n), Buffer.from('value'));
      await store.saved();
      const next = new TransactionWriter(store, conflicts);
      open.end();
      open = next;
    }
    expect(conflicts['recent'].size).toBeLessThan(3);
    open.end();
    expect(conflicts['recent'].size).toBe(0);
  });
});
