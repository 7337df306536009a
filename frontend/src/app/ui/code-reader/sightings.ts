/** A code that was out of sight for so long, in milliseconds, is shown anew. */
const FORGET_MS = 2_000;

/** What a camera sees goes on being the same code: tells when it is shown. */
export class Sightings {
  private last?: { text: string; at: number };

  /** Whether the code is seen for the first time, or again after it was gone. */
  isNew(text: string, at: number): boolean {
    const { last } = this;
    this.last = { text, at };
    return last?.text !== text || at - last.at > FORGET_MS;
  }
}
