import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientSession, Connection } from 'mongoose';

/** Runs changes that belong together in one transaction; a step inside another joins it. */
@Injectable()
export class Transactions {
  private readonly listeners = new Set<() => void>();

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Runs `work` in a transaction, again where the database reports a transient conflict; all of it counts or nothing. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.current()) return work();
    const result = await this.connection.transaction(work, {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    });
    for (const listener of this.listeners) listener();
    return result as T;
  }

  /** Calls `listener` after every commit of this process. */
  afterCommit(listener: () => void): void {
    this.listeners.add(listener);
  }

  private current(): ClientSession | undefined {
    // Mongoose keeps the session here; its types do not tell.
    const { transactionAsyncLocalStorage: storage } = this.connection.base as unknown as {
      transactionAsyncLocalStorage?: AsyncLocalStorage<{ session?: ClientSession }>;
    };
    return storage?.getStore()?.session;
  }
}
