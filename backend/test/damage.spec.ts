import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Product } from './product.js';

// Three starts of the product, on a machine that may be busy.
jest.setTimeout(180_000);

/** Of a batch of the embedded database's journal: where its salt stands, and what it has before its writes. */
const SALT_AT = 32;
const HEAD_BYTES = 36;
const BROKEN_BYTES = 100;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verstak-damage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A whole batch without writes, of this file, that comes after one that is not there. */
function laterBatch(file: string): Buffer {
  const batch = Buffer.alloc(HEAD_BYTES);
  batch.write('EMJ1');
  batch.writeDoubleBE(1e9, 16);
  batch.writeDoubleBE(1e9 + 1, 24);
  readFileSync(file).copy(batch, SALT_AT, SALT_AT, HEAD_BYTES);
  batch.writeUInt32BE(crc32(batch.subarray(8)), 4);
  return batch;
}

async function expectStart(): Promise<void> {
  const product = new Product({ DATA_DIR: folder });
  await product.ready();
  product.signal('SIGTERM');
  expect((await product.ended).code).toBe(0);
}

describe('a data folder whose journal is damaged in the middle', () => {
  it('ends the start with 1, by file, bytes and remedy, and opens once it is cut where the line says', async () => {
    await expectStart();
    const file = join(folder, 'database/journal.0');
    appendFileSync(file, Buffer.concat([Buffer.alloc(BROKEN_BYTES, 'broken'), laterBatch(file)]));
    const before = readFileSync(file);
    const { output, code } = await new Product({ DATA_DIR: folder }).ended;
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(
        /^\S+journal\.0 is damaged: bytes 36 to 135 are no whole batch, and writes that [^\n]* from byte 136 on\. Restore a backup\. [^\n]*docs\/operations\.md[^\n]*\n$/,
      ),
    ]);
    expect(readFileSync(file)).toEqual(before);
    truncateSync(file, HEAD_BYTES + BROKEN_BYTES);
    await expectStart();
  });
});
