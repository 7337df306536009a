import { Failure } from '../failure/failure.js';

/** More than anybody does at once; of who is forgotten the count begins anew. */
const MOST_REMEMBERED = 10_000;

/** What somebody has left, and since when. */
interface Left {
  acts: number;
  at: number;
}

/** Lets each of many do something so often at once, and so often a second from then on, as this process sees it. */
export class Pace {
  private readonly left = new Map<string, Left>();

  constructor(
    private readonly atOnce: number,
    private readonly perSecond: number,
  ) {}

  /** Counts an act; false where it comes too soon, and does not count. */
  allows(who: string): boolean {
    const now = performance.now();
    const { acts, at } = this.left.get(who) ?? { acts: this.atOnce, at: now };
    const has = Math.min(this.atOnce, acts + ((now - at) / 1_000) * this.perSecond);
    this.left.delete(who);
    this.left.set(who, { acts: has < 1 ? has : has - 1, at: now });
    if (this.left.size > MOST_REMEMBERED) this.left.delete(this.left.keys().next().value ?? '');
    return has >= 1;
  }

  /** Counts an act; 429 with the seconds to wait where it comes too soon. */
  require(who: string): void {
    if (this.allows(who)) return;
    const retryAfterSeconds = Math.ceil(1 / this.perSecond);
    throw new Failure('request.too_many', {
      detail: `Too many at once: ${this.atOnce}, and ${this.perSecond} a second from then on; again in ${retryAfterSeconds} s.`,
      params: { retryAfterSeconds },
    });
  }
}
