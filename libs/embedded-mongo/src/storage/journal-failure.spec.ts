import { describe, expect, it, jest } from '@jest/globals';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let failure: Error | undefined;
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  fdatasync: (file: number, done: (error: Error | null) => void) =>
    failure === undefined ? fs.fdatasync(file, done) : done(failure),
}));
const { Journal } = await import('./journal.js');
const { readJournal } = await import('./journal-reading.js');

describe('a journal whose disk fails', () => {
  it('does not hold a batch that was written but not flushed', async () => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'em-journal-'));
    const journal = new Journal(folder);
    const writes = [{ key: Buffer.from('key'), value: Buffer.from('value') }];
    await journal.append(0, 1, writes);
    failure = new Error('EIO');
    await expect(journal.append(1, 2, writes)).rejects.toThrow('EIO');
    expect(readJournal(folder, 0).batches.map(({ last }) => last)).toEqual([1]);
    failure = undefined;
    await journal.append(1, 3, writes);
    expect(readJournal(folder, 0).batches.map(({ last }) => last)).toEqual([1, 3]);
    await journal.close(false);
    fs.rmSync(folder, { recursive: true, force: true });
  });
});
