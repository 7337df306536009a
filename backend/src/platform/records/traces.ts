import { Injectable } from '@nestjs/common';
import type { Model } from 'mongoose';

/** Where something is kept of documents, without being one itself. */
interface Trace {
  model: Model<unknown>;
  /** What holds the ids of the documents that it is of. */
  paths: readonly string[];
}

/**
 * What is kept beside documents and people, and tells nothing without them: how far somebody has read, what was told to
 * whom. Whoever keeps it registers it, so that whoever erases documents for good leaves none of it.
 */
@Injectable()
export class Traces {
  private readonly known: Trace[] = [];

  add<T>(model: Model<T>, ...paths: readonly string[]): void {
    this.known.push({ model: model as unknown as Model<unknown>, paths });
  }

  /** Deletes what is kept of these documents and people. */
  async erase(ids: readonly string[]): Promise<void> {
    const of = { $in: [...ids] };
    for (const { model, paths } of this.known) await model.deleteMany({ $or: paths.map((path) => ({ [path]: of })) });
  }
}
