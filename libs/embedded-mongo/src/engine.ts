import { ClusterClock } from './sessions/clock.js';
import { logError } from './log.js';
import { Cursors } from './sessions/cursors.js';
import { forgetOldResults } from './sessions/retryable.js';
import { SESSION_MINUTES, Sessions } from './sessions/sessions.js';
import { Catalog, type Collection } from './storage/catalog.js';
import { Store } from './storage/store.js';
import { Conflicts, DirectWriter } from './storage/writer.js';
import { collectGarbage } from './storage/garbage.js';
import { sweepExpired } from './storage/expiry.js';

export interface EngineOptions {
  readonly dataDir: string;
  /** How often documents that a TTL index has let expire are removed; MongoDB's is sixty seconds. */
  readonly expirySeconds?: number;
}

/** Everything that a server holds beside its sockets. */
export class Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly conflicts: Conflicts;
  readonly direct: DirectWriter;
  readonly sessions: Sessions;
  readonly cursors = new Cursors();
  readonly clock: ClusterClock;
  readonly started = new Date();
  readonly counters = { insert: 0, query: 0, update: 0, delete: 0, getmore: 0, command: 0 };
  private readonly timers = new Set<NodeJS.Timeout>();
  private expiry: { seconds: number; timer: NodeJS.Timeout };
  private readonly answering = new Set<Promise<unknown>>();
  private background: Promise<unknown> = Promise.resolve();
  private isClosing = false;

  private constructor(store: Store, options: EngineOptions) {
    this.store = store;
    this.clock = new ClusterClock(store);
    this.catalog = new Catalog(store);
    this.conflicts = new Conflicts(store);
    this.direct = new DirectWriter(store, this.conflicts, (tree, documents, bytes) =>
      this.catalog.tally(tree, documents, bytes),
    );
    this.sessions = new Sessions(store, this.conflicts);
    store.afterFailure.push(() => this.sessions.reset());
    this.expiry = this.sweeping(options.expirySeconds ?? 60);
    this.every(60, async () => {
      this.sessions.expire();
      this.cursors.expire((id) => this.sessions.has(id));
    });
    this.every(600, async () => forgetOldResults(this.store, new Date(Date.now() - SESSION_MINUTES * 60_000)));
    this.collect();
  }

  static async open(options: EngineOptions): Promise<Engine> {
    return new Engine(await Store.open(options.dataDir), options);
  }

  /** Takes a collection out of the catalog and its entries, little by little, out of the store. */
  drop(collection: Collection): void {
    this.cursors.closeWhere((cursor) => cursor.namespace === `${collection.db}.${collection.name}`);
    this.catalog.drop(collection);
    this.collect();
  }

  /** Removes in the background what dropped collections and indexes left. */
  collect(): void {
    this.run(() => collectGarbage(this));
  }

  /** Seconds between two sweeps of TTL indexes. */
  get expirySeconds(): number {
    return this.expiry.seconds;
  }

  set expirySeconds(seconds: number) {
    clearInterval(this.expiry.timer);
    this.timers.delete(this.expiry.timer);
    this.expiry = this.sweeping(seconds);
  }

  get isOpen(): boolean {
    return !this.isClosing;
  }

  /** Lets `close` wait for an answer that is being made. */
  track<T>(answer: Promise<T>): Promise<T> {
    this.answering.add(answer);
    const done = (): void => void this.answering.delete(answer);
    answer.then(done, done);
    return answer;
  }

  async close(): Promise<void> {
    this.isClosing = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.background;
    this.cursors.closeWhere(() => true);
    this.sessions.close();
    await Promise.allSettled(this.answering);
    await this.store.close();
  }

  private sweeping(seconds: number): { seconds: number; timer: NodeJS.Timeout } {
    return { seconds, timer: this.every(seconds, () => sweepExpired(this)) };
  }

  private every(seconds: number, work: () => Promise<unknown>): NodeJS.Timeout {
    const timer = setInterval(() => this.run(work), seconds * 1000);
    timer.unref();
    this.timers.add(timer);
    return timer;
  }

  /** Background work goes one after the other; a failure of it must not end the server. */
  private run(work: () => Promise<unknown>): void {
    this.background = this.background
      .then(() => (this.isOpen ? work() : undefined))
      .catch((error: unknown) => {
        logError('background work failed', error);
      });
  }
}
