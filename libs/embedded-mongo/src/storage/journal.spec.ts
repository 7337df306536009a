import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER, type JournalWrite } from './journal-format.js';
import { readJournal } from './journal-reading.js';
import { Journal } from './journal.js';

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
const positions = (from: number): number[] => readJournal(folder, from).batches.map(({ last }) => last);
const torn = (from = 0): string[] => readJournal(folder, from).torn;
const first = (): string => join(folder, 'journal.0');

/** Batches that end with 1, 2, … of `count`; gives where each begins, and where the last one ends. */
async function appendEach(from: number, count: number): Promise<number[]> {
  const starts: number[] = [];
  for (let n = from; n < from + count; n++) {
    starts.push(journal.size);
    await journal.append(n - 1, n, writes(n));
  }
  return [...starts, journal.size];
}

/** The file with one bit of a byte turned over. */
function flip(whole: Buffer, at: number): void {
  const other = Buffer.from(whole);
  other[at]! ^= 1 << (at % 8);
  writeFileSync(first(), other);
}

describe('a journal', () => {
  it('gives the batches beyond a position, in their order, from both files', async () => {
    await journal.append(0, 3, writes(1));
    await journal.append(3, 6, writes(2));
    journal.turn();
    await journal.append(6, 9, writes(3));
    expect(readJournal(folder, 3)).toEqual({
      batches: [
        { after: 3, last: 6, writes: writes(2) },
        { after: 6, last: 9, writes: writes(3) },
      ],
      torn: [],
    });
    expect(positions(0)).toEqual([3, 6, 9]);
    expect(positions(9)).toEqual([]);
  });

  it('takes nothing for a batch that another process has written', async () => {
    await journal.append(0, 1, writes(1));
    const elsewhere = mkdtempSync(join(folder, 'other-'));
    const foreign = new Journal(elsewhere);
    await foreign.append(1, 2, writes(2));
    await foreign.append(2, 3, writes(2));
    writeFileSync(first(), Buffer.concat([readFileSync(first()), readFileSync(join(elsewhere, 'journal.0'))]));
    expect(positions(0)).toEqual([1]);
    await foreign.close(false);
  });
});

describe('a file that is written over', () => {
  it('is not read for what is left of its former use, whole or broken, and nothing is told of that', async () => {
    for (let n = 1; n <= 4; n++) await journal.append(n - 1, n, writes(1));
    journal.turn();
    await journal.append(4, 5, writes(1));
    journal.turn();
    expect([positions(4), torn(4)]).toEqual([[5], []]);
    await journal.append(5, 6, writes(1));
    // The file goes on with the second batch of its former use, of the same length.
    expect([positions(4), torn(4)]).toEqual([[5, 6], []]);
    expect(positions(6)).toEqual([]);
    const whole = readFileSync(first());
    for (let at = journal.size; at < whole.length; at++) {
      flip(whole, at);
      expect(positions(4)).toEqual([5, 6]);
    }
  });

  it('is cut where its batch is torn before what is left of its former use', async () => {
    await appendEach(1, 4);
    journal.turn();
    await journal.append(4, 5, writes(1));
    journal.turn();
    const before = readFileSync(first());
    await journal.append(5, 6, writes(2));
    const now = readFileSync(first());
    for (let cut = HEADER + 1; cut < journal.size; cut++) {
      writeFileSync(first(), Buffer.concat([now.subarray(0, cut), before.subarray(cut)]));
      expect(positions(4)).toEqual([5]);
    }
    expect(torn(4)).toEqual([expect.stringMatching(`journal.0: ${journal.size - HEADER} bytes from byte 36 on`)]);
  });

  it('is not told to be torn where a shorter batch stands before what is left of a longer one', async () => {
    await journal.append(0, 1, writes(9));
    journal.turn();
    await journal.append(1, 2, writes(1));
    journal.turn();
    await journal.append(2, 3, writes(1));
    expect([positions(1), torn(1)]).toEqual([[2, 3], []]);
  });
});

describe('the end of a journal', () => {
  it('is cut before a batch of which a crash has left a part, and its bytes are told', async () => {
    const [, , start, end] = (await appendEach(1, 3)) as [number, number, number, number];
    const whole = readFileSync(first());
    expect([positions(0), torn()]).toEqual([[1, 2, 3], []]);
    truncateSync(first(), end);
    expect([positions(0), torn()]).toEqual([[1, 2, 3], []]);
    for (let length = end - 1; length > start; length--) {
      truncateSync(first(), length);
      expect(readJournal(folder, 0)).toEqual({
        batches: [1, 2].map((n) => ({ after: n - 1, last: n, writes: writes(n) })),
        torn: [
          `${first()}: ${length - start} bytes from byte ${start} on are left out: a batch that was cut off before it was acknowledged`,
        ],
      });
    }
    truncateSync(first(), start);
    expect([positions(0), torn()]).toEqual([[1, 2], []]);
    for (let at = start; at < end; at++) {
      flip(whole, at);
      expect([positions(0), torn()]).toEqual([[1, 2], [expect.stringMatching(`bytes from byte ${start} on`)]]);
    }
  });

  it.each([
    ['zeros', Buffer.alloc(5_000)],
    ['garbage', Buffer.alloc(5_000, 'what the disk had there before ')],
    ['beginnings of batches', Buffer.alloc(5_000, 'EMJ1')],
  ])('is cut before %s', async (_, rest) => {
    const end = (await appendEach(1, 3)).at(-1);
    writeFileSync(first(), Buffer.concat([readFileSync(first()).subarray(0, end), rest]));
    expect([positions(0), torn()]).toEqual([[1, 2, 3], [expect.stringMatching(`5000 bytes from byte ${end} on`)]]);
  });

  it('is cut before a part of a batch that stores the journal itself', async () => {
    await appendEach(1, 3);
    await journal.append(3, 4, [{ key: Buffer.from('copy'), value: readFileSync(first()) }]);
    expect(positions(0)).toEqual([1, 2, 3, 4]);
    truncateSync(first(), journal.size - 1);
    expect([positions(0), torn()]).toEqual([[1, 2, 3], [expect.stringContaining('journal.0: ')]]);
    expect(positions(2)).toEqual([3]);
  });
});

describe('a damaged journal', () => {
  it('is refused by file and bytes whichever bit of a batch is wrong that others follow', async () => {
    const starts = await appendEach(1, 4);
    const whole = readFileSync(first());
    for (const [n, start] of starts.slice(0, 3).entries()) {
      const next = starts[n + 1]!;
      for (let at = start; at < next; at++) {
        flip(whole, at);
        expect(() => readJournal(folder, 0)).toThrow(
          `${first()} is damaged: bytes ${start} to ${next - 1} are no whole batch, and writes that were acknowledged later follow from byte ${next} on. Restore a backup.`,
        );
      }
      // LMDB has what is broken: nothing is lost.
      expect(positions(n + 1)).toEqual([2, 3, 4].slice(n));
    }
  });

  it('is refused where a sector of it is overwritten', async () => {
    const starts = await appendEach(1, 9);
    const whole = readFileSync(first());
    for (let sector = 512; sector + 512 < starts[8]!; sector += 512) {
      writeFileSync(first(), Buffer.from(whole).fill(0, sector, sector + 512));
      expect(() => readJournal(folder, 0)).toThrow(/journal\.0 is damaged: bytes \d+ to \d+ are no whole batch/);
    }
  });

  it('is refused in a file that is written over', async () => {
    for (let n = 1; n <= 4; n++) await journal.append(n - 1, n, writes(1));
    journal.turn();
    await journal.append(4, 5, writes(1));
    journal.turn();
    await journal.append(5, 6, writes(1));
    await journal.append(6, 7, writes(1));
    flip(readFileSync(first()), HEADER + 50);
    expect(() => readJournal(folder, 4)).toThrow(/journal\.0 is damaged: bytes 36 to \d+ /);
  });

  it('is refused where the other file goes on with what does not follow', async () => {
    const end = (await appendEach(1, 2)).at(-1)!;
    journal.turn();
    await journal.append(2, 3, writes(2));
    truncateSync(first(), end - 1);
    expect(() => readJournal(folder, 0)).toThrow(
      /journal\.0 is damaged: batches are missing from byte \d+ on, and in journal\.1 writes .* follow from byte 36 on/,
    );
    expect(positions(2)).toEqual([3]);
  });

  it('gives what was acknowledged before the damage once what follows it is cut off', async () => {
    const starts = await appendEach(1, 4);
    flip(readFileSync(first()), starts[2]! + 60);
    truncateSync(first(), starts[3]);
    expect(positions(0)).toEqual([1, 2]);
  });
});
