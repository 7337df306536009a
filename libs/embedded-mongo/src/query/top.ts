/** Keeps the first `limit` of what it is given in an order; earlier ones win among equals. A heap with the last on top. */
export class Top<T> {
  /** About what is kept, by the measure of one item. */
  bytes = 0;
  private readonly heap: { item: T; place: number }[] = [];
  private count = 0;
  private readonly limit: number;
  private readonly order: (a: T, b: T) => number;

  private readonly sizeOf: (item: T) => number;

  constructor(limit: number, order: (a: T, b: T) => number, sizeOf: (item: T) => number = () => 0) {
    this.limit = limit;
    this.order = order;
    this.sizeOf = sizeOf;
  }

  add(item: T): void {
    const entry = { item, place: this.count++ };
    const { heap } = this;
    if (heap.length < this.limit) {
      this.bytes += this.sizeOf(item);
      heap.push(entry);
      this.up(heap.length - 1);
    } else if (this.limit > 0 && this.after(heap[0]!, entry)) {
      this.bytes += this.sizeOf(item) - this.sizeOf(heap[0]!.item);
      heap[0] = entry;
      this.down(0);
    }
  }

  /** What was kept, in order. */
  take(): T[] {
    return this.heap.sort((a, b) => this.order(a.item, b.item) || a.place - b.place).map(({ item }) => item);
  }

  private after(a: { item: T; place: number }, b: { item: T; place: number }): boolean {
    return (this.order(a.item, b.item) || a.place - b.place) > 0;
  }

  private up(at: number): void {
    const { heap } = this;
    for (let i = at; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.after(heap[i]!, heap[parent]!)) return;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  private down(at: number): void {
    const { heap } = this;
    for (let i = at; ;) {
      let last = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && this.after(heap[child]!, heap[last]!)) last = child;
      }
      if (last === i) return;
      [heap[i], heap[last]] = [heap[last]!, heap[i]!];
      i = last;
    }
  }
}
