import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeKey } from './keys.js';

const paths = new Map<number, string>();
const flushed: string[] = [];
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  openSync: (path: string, ...rest: [fs.OpenMode]) => {
    const file = fs.openSync(path, ...rest);
    paths.set(file, path);
    return file;
  },
  fsyncSync: (file: number) => {
    fs.fsyncSync(file);
    flushed.push(paths.get(file)!);
  },
}));
const { Store } = await import('./store.js');

const key = treeKey(99, Buffer.of(1));

describe('a backup', () => {
  let folder: string;
  let store: Awaited<ReturnType<typeof Store.open>>;
  beforeAll(async () => {
    folder = fs.mkdtempSync(join(tmpdir(), 'em-backup-'));
    store = await Store.open(join(folder, 'data'));
    store.put(key, Buffer.from('value'));
  });
  afterAll(async () => {
    await store.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is on the disk when it is done, and so are the names of what was made for it', async () => {
    const copy = join(folder, 'of/today');
    flushed.length = 0;
    await store.backup(copy);
    expect(flushed).toEqual(expect.arrayContaining([folder, join(folder, 'of'), join(copy, 'data.mdb')]));
    expect(flushed.at(-1)).toBe(copy);
    expect(fs.readdirSync(copy).sort()).toEqual(['FORMAT', 'data.mdb', 'journal.0', 'journal.1']);
    const restored = await Store.open(copy);
    expect(restored.latest.get(key)?.toString()).toBe('value');
    await restored.close();
  });

  it('is refused where something is already, and leaves it alone', async () => {
    const copy = join(folder, 'taken');
    fs.mkdirSync(copy);
    fs.writeFileSync(join(copy, 'diary'), 'mine');
    await expect(store.backup(copy)).rejects.toThrow(/taken is not empty/);
    expect(fs.readdirSync(copy)).toEqual(['diary']);
  });

  it('that fails leaves nothing that could be taken for one', async () => {
    const copy = join(folder, 'failed');
    jest.spyOn(store['db'], 'backup').mockImplementationOnce((path: string) => {
      fs.writeFileSync(join(path, 'data.mdb'), 'begun');
      return Promise.reject(new Error('ENOSPC'));
    });
    await expect(store.backup(copy)).rejects.toThrow('ENOSPC');
    expect(fs.readdirSync(copy)).toEqual([]);
  });
});
