import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, readJournal, type JournalWrite } from './journal.js';

let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'em-journal-'));
  journal = new Journal(folder);
});
afterEach(async () => {
  await journal.close(false);
  rmSync(folder, { recursive: true, force: true });
});

const writes = (n: number): JournalWrite[] => [
  { key: Buffer.from(`key ${n}`), value: Buffer.alloc(n * 100, n) },
  { key: Buffer.from('gone'), value: null },
  { key: Buffer.from('empty'), value: Buffer.alloc(0) },
];
const positions = (from: number): number[] => readJournal(folder, from).map(({ last }) => last);
const first = (): string => join(folder, 'journal.0');

describe('a journal', () => {
  it('gives the batches beyond a position, in their order, from both files', async () => {
    await journal.append(0, 3, writes(1));
    await journal.append(3, 6, writes(2));
    journal.turn();
    await journal.append(6, 9, writes(3));
    expect(readJournal(folder, 3)).toEqual([
      { after: 3, last: 6, writes: writes(2) },
      { after: 6, last: 9, writes: writes(3) },
    ]);
    expect(positions(0)).toEqual([3, 6, 9]);
    expect(positions(9)).toEqual([]);
  });

  it('writes a file over, and what is left of its former use is not read', async () => {
    for (let n = 1; n <= 4; n++) await journal.append(n - 1, n, writes(1));
    journal.turn();
    await journal.append(4, 5, writes(1));
    journal.turn();
    await journal.append(5, 6, writes(1));
    // The file goes on with the second batch of its former use, of the same length.
    expect(positions(4)).toEqual([5, 6]);
    expect(positions(6)).toEqual([]);
  });

  it('ends before a batch that was cut off or is not what was written', async () => {
    for (let n = 1; n <= 3; n++) await journal.append(n - 1, n, writes(n));
    const whole = readFileSync(first());
    truncateSync(first(), whole.length - 1);
    expect(positions(0)).toEqual([1, 2]);
    const other = Buffer.from(whole);
    other[whole.length - 1]! ^= 1;
    writeFileSync(first(), other);
    expect(positions(0)).toEqual([1, 2]);
    truncateSync(first(), 100);
    expect(positions(0)).toEqual([]);
  });

  it('takes nothing for a batch that another process has written', async () => {
    await journal.append(0, 1, writes(1));
    const elsewhere = mkdtempSync(join(folder, 'other-'));
    const foreign = new Journal(elsewhere);
    await foreign.append(1, 2, writes(2));
    writeFileSync(first(), Buffer.concat([readFileSync(first()), readFileSync(join(elsewhere, 'journal.0'))]));
    expect(positions(0)).toEqual([1]);
    await foreign.close(false);
  });

  it('is refused where what was acknowledged later does not follow', async () => {
    await journal.append(0, 3, writes(1));
    journal.turn();
    await journal.append(3, 6, writes(2));
    truncateSync(first(), 50);
    expect(() => readJournal(folder, 0)).toThrow(/journal .* damaged: it goes on at 3 after 0/);
    expect(positions(3)).toEqual([6]);
  });
});
