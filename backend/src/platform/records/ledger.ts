import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { JournalReaders } from '../journal/journal-readers.js';
import type { JournalService } from '../journal/journal.service.js';
import { SharedReads } from '../database/shared-reads.js';

/** When a ledger is read after the start: nobody should wait for it then, nor for the first report later. */
const WARM_AFTER_MS = 5_000;

/** Changed documents that may wait for the next report to be read again; few, so that nobody else waits meanwhile. */
const MOST_WAITING = 200;

/** Where the rows of a ledger are read. */
export interface LedgerSource<Row> {
  /** Every row there is. */
  all(): AsyncIterable<Row>;
  /** Those of some documents; none for one that has no row any more. */
  among(ids: readonly string[]): Promise<Row[]>;
}

/**
 * What is counted of the documents of one kind, kept in memory and in step with the journal: a report is a pass over an
 * array instead of a scan of the database that everybody else then waits for.
 */
export class Ledger<Row extends { id: string }> implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger: Logger;
  private readonly rows = new Map<string, Row>();
  /** Texts that recur: one of each. */
  private readonly texts = new Map<string, string>();
  private readonly changed = new Set<string>();
  private readonly turns = new SharedReads();
  private loading?: Promise<void>;
  private timer?: NodeJS.Timeout;
  private turn = 0;

  constructor(
    private readonly entity: string,
    private readonly source: LedgerSource<Row>,
    private readonly journal: JournalService,
    private readonly readers: JournalReaders,
  ) {
    this.logger = new Logger(new.target.name);
    this.readers.add(({ entity, entityId }) => {
      if (entity !== this.entity) return;
      this.changed.add(String(entityId));
      if (this.changed.size === MOST_WAITING) this.refresh();
    });
  }

  /** Another number after each change of the rows. */
  get version(): number {
    return this.turn;
  }

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.refresh(), WARM_AFTER_MS).unref();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** All rows by the id of their document, with every change that was committed before the call. */
  async now(): Promise<ReadonlyMap<string, Row>> {
    await this.loaded();
    await this.turns.run('turn', () => this.catchUp());
    return this.rows;
  }

  /** The row as it is kept; texts that recur go through `once`. */
  protected compact(row: Row): Row {
    return row;
  }

  protected once<T extends string | undefined>(text: T): T {
    if (text === undefined) return text;
    const known = this.texts.get(text);
    if (known === undefined) this.texts.set(text, text);
    return (known ?? text) as T; // the same text
  }

  private refresh(): void {
    this.now().catch((error: unknown) => this.logger.warn(`Reading failed, again when asked: ${String(error)}`));
  }

  private async loaded(): Promise<void> {
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    await this.loading;
  }

  private async load(): Promise<void> {
    for await (const row of this.source.all()) this.put(row);
    this.turn += 1;
  }

  /** Reads again what has changed: what this process was told of, and what is committed but not sealed yet. */
  private async catchUp(): Promise<void> {
    const unsealed = await this.journal.unsealed(this.entity);
    await this.readers.caughtUp();
    const ids = [...new Set([...this.changed, ...unsealed])];
    if (!ids.length) return;
    this.changed.clear();
    try {
      const rows = await this.source.among(ids);
      for (const id of ids) this.rows.delete(id);
      for (const row of rows) this.put(row);
      this.turn += 1;
    } catch (error) {
      for (const id of ids) this.changed.add(id);
      throw error;
    }
  }

  private put(row: Row): void {
    this.rows.set(row.id, this.compact(row));
  }
}
