import type { Batch, Batches } from '../query/index.js';
import type { Stream } from '../sessions/cursors.js';
import type { RawDoc } from '../values/index.js';
import { encode, type Doc } from '../values/index.js';

/** What a pipeline gives, as a cursor takes it. */
export class BatchStream implements Stream {
  private readonly iterator: AsyncIterator<Batch>;
  private batch: Batch = [];
  private at = 0;
  private isOver = false;

  constructor(batches: Batches) {
    this.iterator = batches[Symbol.asyncIterator]();
  }

  async take(count: number, bytes: number): Promise<{ docs: Buffer[]; isEnd: boolean }> {
    const docs: Buffer[] = [];
    let size = 0;
    while (docs.length < count && (await this.fill())) {
      const encoded = encode(this.batch[this.at] as Doc | RawDoc) as Buffer;
      if (docs.length > 0 && size + encoded.length > bytes) break;
      size += encoded.length;
      docs.push(encoded);
      this.at++;
    }
    // Looks for one more, so that the last batch says that it is the last.
    return { docs, isEnd: docs.length < count && !(await this.fill()) };
  }

  close(): void {
    this.isOver = true;
    this.batch = [];
    void this.iterator.return?.().catch(() => undefined);
  }

  private async fill(): Promise<boolean> {
    while (this.at >= this.batch.length) {
      if (this.isOver) return false;
      const { done, value } = await this.iterator.next();
      if (done === true) {
        this.isOver = true;
        return false;
      }
      this.batch = value;
      this.at = 0;
    }
    return true;
  }
}
