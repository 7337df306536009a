import { Service } from '@angular/core';
import { done, openDatabase } from '../platform/indexed-db';

/** What the server answered somebody, and when, in milliseconds. */
export interface KeptAnswer {
  at: number;
  body: unknown;
}

interface Row extends KeptAnswer {
  owner: string;
  url: string;
  size: number;
}

const NAME = 'verstak';
const STORE = 'answers';
/** Names rows by their age and size, so that what is too much is found without reading it. */
const BY_AGE = 'age';
/** Kept at most: answers, and characters of all of them. */
const MOST = 200;
const MOST_CHARACTERS = 8_000_000;
/** What is larger is no page that somebody would look at. */
const LARGEST = 1_000_000;

/**
 * What the server answered last, kept in this browser person by person, the latest of it. A browser that forbids storage
 * only loses the convenience.
 */
@Service()
export class KeptAnswers {
  private opened?: Promise<IDBDatabase>;

  /** What this person was answered last at an address. */
  async find(owner: string, url: string): Promise<KeptAnswer | undefined> {
    return this.attempt('readonly', (store) => done<Row | undefined>(store.get([owner, url])));
  }

  async keep(owner: string, url: string, body: unknown): Promise<void> {
    const size = JSON.stringify(body).length;
    if (size > LARGEST) return this.drop(owner, url);
    const row: Row = { owner, url, at: Date.now(), body, size };
    await this.attempt('readwrite', async (store) => {
      await done(store.put(row));
      await prune(store);
    });
  }

  async drop(owner: string, url: string): Promise<void> {
    await this.attempt('readwrite', (store) => done(store.delete([owner, url])));
  }

  /** Forgets everybody's. */
  async clear(): Promise<void> {
    await this.attempt('readwrite', (store) => done(store.clear()));
  }

  private async attempt<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      this.opened ??= open();
      return await act((await this.opened).transaction(STORE, mode).objectStore(STORE));
    } catch {
      // Private windows and full disks refuse; nothing depends on it.
      return undefined;
    }
  }
}

function open(): Promise<IDBDatabase> {
  return openDatabase(NAME, (database) => {
    const store = database.createObjectStore(STORE, { keyPath: ['owner', 'url'] });
    store.createIndex(BY_AGE, ['at', 'size']);
  });
}

/** Deletes the oldest of what is too much. */
async function prune(store: IDBObjectStore): Promise<void> {
  const cursors = store.index(BY_AGE).openKeyCursor(null, 'prev');
  let [count, characters] = [0, 0];
  await new Promise<void>((resolve, reject) => {
    cursors.onerror = () => reject(cursors.error ?? new Error('The database failed'));
    cursors.onsuccess = () => {
      const cursor = cursors.result;
      if (!cursor) return resolve();
      const [, size] = cursor.key as [at: number, size: number];
      count += 1;
      characters += size;
      if (count > MOST || characters > MOST_CHARACTERS) store.delete(cursor.primaryKey);
      cursor.continue();
    };
  });
}
