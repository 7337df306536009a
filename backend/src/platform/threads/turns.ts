interface Lane {
  free: number;
  waiting: (() => void)[];
}

/** Lets so many pieces of work of one key run at a time; the others wait in turn. */
export class Turns {
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly most: number) {}

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(key) ?? { free: this.most, waiting: [] };
    this.lanes.set(key, lane);
    if (lane.free) lane.free -= 1;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = lane.waiting.shift();
      if (next) next();
      else if ((lane.free += 1) === this.most) this.lanes.delete(key);
    }
  }
}
