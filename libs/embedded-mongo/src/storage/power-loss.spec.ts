import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeKey } from './keys.js';
import { Store } from './store.js';

const key = (n: number): Buffer => treeKey(99, Buffer.of(n));
const META = 24;
const THIRD = 2048;
const PAGE = 4096;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'em-power-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataFile = (data: string): string => join(data, 'data.mdb');

/** A folder as a kill leaves it between the commit of an LMDB transaction and its flush: the third meta is older. */
async function killedBeforeFlush(): Promise<string> {
  const store = await Store.open(join(folder, 'data'));
  store.put(key(1), Buffer.from('one'));
  await store.saved();
  const before = readFileSync(dataFile(join(folder, 'data')));
  store.put(key(2), Buffer.from('two'));
  await store.saved();
  const killed = join(folder, 'killed');
  cpSync(join(folder, 'data'), killed, { recursive: true });
  await store.close();
  const bytes = readFileSync(dataFile(killed));
  before.copy(bytes, THIRD, THIRD, PAGE);
  writeFileSync(dataFile(killed), bytes);
  return killed;
}

/** What is left when the machine stops now: LMDB takes nothing of another boot that was not flushed. */
function stopMachine(data: string): string {
  const left = `${data}-left`;
  cpSync(data, left, { recursive: true });
  const bytes = readFileSync(dataFile(left));
  for (const at of [0, PAGE, THIRD]) bytes.writeBigInt64LE(1n, at + META + 136);
  writeFileSync(dataFile(left), bytes);
  return left;
}

async function keysOf(data: string): Promise<number[]> {
  const store = await Store.open(data);
  const found = [1, 2, 3].filter((n) => store.latest.get(key(n)) !== undefined);
  await store.close();
  return found;
}

describe('a power loss', () => {
  it('leaves what was acknowledged, also where a kill came before it', async () => {
    const killed = await killedBeforeFlush();
    expect(await keysOf(stopMachine(killed))).toEqual([1, 2]);
    const again = await Store.open(killed);
    const left = stopMachine(killed);
    await again.close();
    expect(await keysOf(left)).toEqual([1, 2]);
  });

  it('leaves a folder that opens where it took pages of a commit that was not flushed', async () => {
    const left = stopMachine(await killedBeforeFlush());
    const flushed = readFileSync(dataFile(left)).readBigUInt64LE(THIRD + META + 120);
    truncateSync(dataFile(left), (Number(flushed) + 1) * PAGE);
    expect(await keysOf(left)).toEqual([1, 2]);
  });

  it('before anything was ever flushed leaves a folder that keeps what comes', async () => {
    const data = join(folder, 'data');
    await (await Store.open(data)).close();
    rmSync(join(data, 'FORMAT'));
    const bytes = readFileSync(dataFile(data));
    // As in the first commit: its meta page, an empty one, nothing flushed.
    bytes.fill(0, THIRD, PAGE);
    bytes.writeUInt16LE(bytes.readUInt16LE(PAGE + META + 28) | 0x1000, PAGE + META + 28);
    writeFileSync(dataFile(data), bytes);
    const store = await Store.open(data);
    store.put(key(3), Buffer.from('three'));
    await store.close();
    expect(await keysOf(data)).toEqual([3]);
  });

  it('finds the environment on the disk as soon as a journal may build upon it', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    expect(readFileSync(dataFile(data)).readBigUInt64LE(THIRD + META + 128)).toBeGreaterThan(0n);
    await store.close();
  });
});
