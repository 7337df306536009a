import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Collection, FindCursor } from 'mongodb';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** One ring, as it is stored for a moment. */
interface Ring {
  topic: string;
  /** The process that rang. */
  by: string;
}

const COLLECTION = 'bell';
/** A ring is gone after so many others; whoever listens has heard it by then. */
const RINGS = { capped: true, size: 65_536, max: 256 };
/** When listening ended for a reason of the database's, it goes on after this. */
const PAUSE_MS = 1_000;
const COLLECTION_EXISTS = 48;

/**
 * Wakes the other processes within moments: whoever waits at the end of a capped collection hears what is put there.
 * A ring carries nothing and may be lost; who listens looks for itself, and now and then without being rung for.
 */
@Injectable()
export class Bell implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Bell.name);
  private readonly process = randomUUID();
  private readonly listeners = new Map<string, (() => void)[]>();
  private readonly stopping = new AbortController();
  private cursor?: FindCursor<Ring>;

  constructor(@InjectConnection() private readonly connection: Connection) {}

  onApplicationBootstrap(): void {
    void this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.cursor?.close();
  }

  /** Calls `listener` when another process rings for this topic. */
  heard(topic: string, listener: () => void): void {
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  /** Rings for a topic in the other processes; to be called after a commit, outside of its transaction. */
  ring(topic: string): void {
    this.rings()
      .insertOne({ topic, by: this.process }, { writeConcern: { w: 1, j: false } })
      .catch((error: unknown) => this.logger.debug(`A ring was lost: ${String(error)}`));
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.hear();
      } catch (error) {
        if (!signal.aborted) this.logger.debug(`The bell is not heard, again in a second: ${String(error)}`);
      }
      await setTimeout(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Listens until the cursor dies. */
  private async hear(): Promise<void> {
    await this.prepare();
    const cursor = this.rings().find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 5_000 });
    this.cursor = cursor;
    for await (const { topic, by } of cursor) {
      if (by === this.process) continue;
      for (const listener of this.listeners.get(topic) ?? []) listener();
    }
  }

  /** There is no waiting at the end of what is not there or is empty. */
  private async prepare(): Promise<void> {
    const database = this.connection.getClient().db(this.connection.name);
    await database.createCollection(COLLECTION, RINGS).catch((error: { code?: unknown }) => {
      if (error.code !== COLLECTION_EXISTS) throw error;
    });
    await this.rings().insertOne({ topic: 'open', by: this.process });
  }

  private rings(): Collection<Ring> {
    return this.connection.getClient().db(this.connection.name).collection<Ring>(COLLECTION);
  }
}
