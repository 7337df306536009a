import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

interface Counter {
  _id: string;
  value: number;
}

/** Whole numbers for people, one sequence a kind of document. */
@Injectable()
export class Counters {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * The next number of a sequence, never given twice. Taken outside of the running transaction on purpose:
   * inside it, everybody who creates would wait for the same document. A failed creation leaves a gap.
   */
  async next(name: string): Promise<number> {
    const counters = this.connection.getClient().db(this.connection.name).collection<Counter>('counters');
    const counter = await counters.findOneAndUpdate(
      { _id: name },
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    if (!counter) throw new Error(`No counter ${name}`);
    return counter.value;
  }
}
