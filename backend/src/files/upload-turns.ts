import { Failure } from '../platform/failure/failure.js';

const RETRY_SECONDS = 5;

/** Lets so many uploads run at once, of all together and of one sender: each costs memory and the disk's time. */
export class UploadTurns {
  private readonly running = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /** Does the work; 429 where too many uploads are under way. */
  async take<T>(sender: string, work: () => Promise<T>): Promise<T> {
    const own = this.running.get(sender) ?? 0;
    const all = [...this.running.values()].reduce((sum, count) => sum + count, 0);
    if (own >= this.mostOfOne || all >= this.most) {
      throw new Failure('request.too_many', {
        detail: `Too many uploads are under way; send this one again in ${RETRY_SECONDS} s.`,
        params: { retryAfterSeconds: RETRY_SECONDS },
      });
    }
    this.running.set(sender, own + 1);
    try {
      return await work();
    } finally {
      const left = (this.running.get(sender) ?? 1) - 1;
      if (left) this.running.set(sender, left);
      else this.running.delete(sender);
    }
  }
}
