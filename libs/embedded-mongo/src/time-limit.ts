import { mongoError } from './errors.js';

/** The time that a client gives an operation. It runs while the server works, not between the batches of a cursor. */
export class TimeLimit {
  private until: number;
  private left = 0;

  constructor(milliseconds: number) {
    this.until = Date.now() + milliseconds;
  }

  /** Refuses to go on where the time is over. */
  check(): void {
    if (Date.now() > this.until) throw mongoError('MaxTimeMSExpired', 'operation exceeded time limit');
  }

  pause(): void {
    this.left = this.until - Date.now();
  }

  resume(): void {
    this.until = Date.now() + this.left;
  }
}
