import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { runningUnit } from './unit.js';

interface Counter {
  _id: string;
  value: number;
}

/** Those who wait for a number of one sequence. */
interface Queue {
  waiting: PromiseWithResolvers<number>[];
  isTaking: boolean;
}

/** Whole numbers for people, one sequence a kind of document. */
@Injectable()
export class Counters {
  private readonly queues = new Map<string, Queue>();

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * The next number of a sequence, never given twice; those who ask at once are served by one write. Taken outside of
   * the running transaction on purpose: inside it, everybody who creates would wait for the same document. Where that
   * runs again after a conflict, it gets the same number; only a creation that fails leaves a gap.
   */
  next(name: string): Promise<number> {
    const unit = runningUnit();
    return unit ? unit.drawn.next(`number of ${name}`, () => this.draw(name)) : this.draw(name);
  }

  private draw(name: string): Promise<number> {
    const asked = Promise.withResolvers<number>();
    const queue = this.queues.get(name) ?? { waiting: [], isTaking: false };
    this.queues.set(name, queue);
    queue.waiting.push(asked);
    if (!queue.isTaking) void this.serve(name, queue);
    return asked.promise;
  }

  private async serve(name: string, queue: Queue): Promise<void> {
    queue.isTaking = true;
    while (queue.waiting.length) {
      const served = queue.waiting.splice(0);
      try {
        const last = await this.take(name, served.length);
        served.forEach(({ resolve }, index) => resolve(last - served.length + 1 + index));
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
    }
    queue.isTaking = false;
  }

  /** Moves the sequence on by so many and gives the last of them. */
  private async take(name: string, count: number): Promise<number> {
    const counters = this.connection.getClient().db(this.connection.name).collection<Counter>('counters');
    const counter = await counters.findOneAndUpdate(
      { _id: name },
      { $inc: { value: count } },
      { upsert: true, returnDocument: 'after', writeConcern: { w: 1, j: false } },
    );
    if (!counter) throw new Error(`No counter ${name}`);
    return counter.value;
  }
}
