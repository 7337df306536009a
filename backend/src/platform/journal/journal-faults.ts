import type { JournalFault } from './journal-check.js';

const MOST = 100;

/** Told of how many more entries or documents were looked at. */
export type Tell = (more: number) => Promise<void>;

/** The faults that a check finds, up to as many as somebody can look at. */
export class JournalFaults {
  readonly all: JournalFault[] = [];

  add(fault: JournalFault): void {
    if (this.all.length < MOST) this.all.push(fault);
  }
}
