import type { TimeLimit } from './time-limit.js';

/** Lets everything else that waits have its turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** So much of something may be spent between two turns of others. */
export class PerTurn {
  private left: number;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
    this.left = most;
  }

  /** What is left of it in this turn; below zero where more was spent. */
  get rest(): number {
    return this.left;
  }

  spend(amount: number): void {
    if (this.left === this.most) setImmediate(() => (this.left = this.most));
    this.left -= amount;
  }
}

/** How long work may go on before others have their turn, in milliseconds. */
const SLICE = 5;

/** Says when a long piece of work should breathe, and ends it there where its time limit is over. */
export class Pace {
  private readonly timeLimit: TimeLimit | undefined;
  private until = performance.now() + SLICE;

  constructor(timeLimit?: TimeLimit) {
    this.timeLimit = timeLimit;
  }

  get isDue(): boolean {
    return performance.now() >= this.until;
  }

  /** Waits only where the slice is used up. */
  pause(): Promise<void> | undefined {
    if (!this.isDue) return undefined;
    return breathe().then(() => {
      this.timeLimit?.check();
      this.until = performance.now() + SLICE;
    });
  }
}
