import type { ClientSession } from 'mongodb';
import { outsideUnits, type FindByIds, type Identified } from './unit.js';

interface Batch {
  find: FindByIds<Identified>;
  asked: Map<string, PromiseWithResolvers<Identified | undefined>>;
}

/**
 * Reads documents by id for all who ask in the same turn of the event loop: one query a kind. Who asks for the same
 * document gets the same object, so nobody may change it.
 */
export class ReadsById {
  /** What the database refused a reading with first, where it did. */
  failure?: Error;
  private batches = new Map<string, Batch>();
  private running = Promise.resolve();

  /** With a session, one query after the other, as transactions require. */
  constructor(private readonly session?: ClientSession) {}

  /** The document, or `undefined` where there is none; `kind` tells readings apart that cannot be one query. */
  read<D extends Identified>(kind: string, id: string, find: FindByIds<D>): Promise<D | undefined> {
    if (!this.batches.size) setImmediate(() => this.next());
    const batch = this.batches.get(kind) ?? { find, asked: new Map() };
    this.batches.set(kind, batch);
    const asked = batch.asked.get(id) ?? Promise.withResolvers<Identified | undefined>();
    batch.asked.set(id, asked);
    return asked.promise as Promise<D | undefined>;
  }

  private next(): void {
    const batches = [...this.batches.values()];
    this.batches = new Map();
    for (const batch of batches) {
      if (this.session) this.running = this.running.then(() => this.take(batch));
      else void this.take(batch);
    }
  }

  private async take({ find, asked }: Batch): Promise<void> {
    try {
      // Awaited inside: a query of Mongoose is sent where it is awaited, not where it is made.
      const documents = await outsideUnits(async () => find([...asked.keys()], this.session));
      const byId = new Map(documents.map((document) => [document._id.toHexString(), document]));
      for (const [id, { resolve }] of asked) resolve(byId.get(id));
    } catch (error) {
      this.failure ??= error as Error;
      for (const { reject } of asked.values()) reject(error);
    }
  }
}
