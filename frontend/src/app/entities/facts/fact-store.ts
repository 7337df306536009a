import { Service, signal } from '@angular/core';
import { committed, done, openDatabase } from '../../core/platform/indexed-db';
import { EMPTY_QUEUE, type FactQueue } from './fact-queue';

// A database of its own: a former version that is open elsewhere would hold up a change of that of kept answers.
const NAME = 'verstak.facts';
const STORE = 'queues';

/**
 * Where queues are kept: one for each person, shared by all windows. A change reads and writes in one transaction, so
 * that no window overwrites another. A browser that forbids storage keeps them while the page is open.
 */
@Service()
export class FactStore {
  private readonly memory = new Map<string, FactQueue>();
  private readonly kept = signal(true);
  private opened?: Promise<IDBDatabase>;

  /** What is unsent outlives the page. */
  readonly isKept = this.kept.asReadonly();

  /** Changes a person's queue, and gives it as it then stands. */
  async change(owner: string, edit: (queue: FactQueue) => FactQueue): Promise<FactQueue> {
    let queue: FactQueue | undefined;
    try {
      if (this.kept()) queue = await this.changeKept(owner, edit);
    } catch {
      // Private windows and full disks refuse.
      this.kept.set(false);
    }
    queue ??= edit(this.memory.get(owner) ?? EMPTY_QUEUE);
    this.memory.set(owner, queue);
    return queue;
  }

  private async changeKept(owner: string, edit: (queue: FactQueue) => FactQueue): Promise<FactQueue> {
    this.opened ??= openDatabase(NAME, (database) => void database.createObjectStore(STORE));
    const transaction = (await this.opened).transaction(STORE, 'readwrite');
    const isCommitted = committed(transaction);
    const store = transaction.objectStore(STORE);
    const before = (await done<FactQueue | undefined>(store.get(owner))) ?? EMPTY_QUEUE;
    const after = edit(before);
    if (after !== before) store.put(after, owner);
    await isCommitted;
    return after;
  }
}
