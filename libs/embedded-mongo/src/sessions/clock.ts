import { Binary, Timestamp } from 'bson';
import { doc, encode } from '../values/index.js';
import type { Store } from '../storage/store.js';

/** The logical time that replies carry: seconds, and a count that grows with each write. */
export class ClusterClock {
  private readonly store: Store;
  private readonly template: Buffer;
  private readonly places: number[];
  private second = Math.floor(Date.now() / 1000);
  private increment = 1;
  private sequence: number;

  constructor(store: Store) {
    this.store = store;
    this.sequence = store.lastSequence;
    const mark = new Timestamp({ t: 0x7ffffffe, i: 0x7ffffffd });
    const fields = doc({
      $clusterTime: doc({ clusterTime: mark, signature: doc({ hash: new Binary(Buffer.alloc(20)), keyId: 0n }) }),
      operationTime: mark,
    });
    // Without the length before the fields: it is put behind those of a reply, whose own end it brings.
    this.template = Buffer.from(encode(fields).subarray(4));
    const needle = Buffer.alloc(8);
    needle.writeUInt32LE(0x7ffffffd, 0);
    needle.writeUInt32LE(0x7ffffffe, 4);
    this.places = [this.template.indexOf(needle), this.template.lastIndexOf(needle)];
  }

  /** The time of the last write. */
  now(): Timestamp {
    this.tick();
    return new Timestamp({ t: this.second, i: this.increment });
  }

  /** The fields that end a reply. */
  bytes(): Buffer {
    this.tick();
    for (const place of this.places) {
      this.template.writeUInt32LE(this.increment, place);
      this.template.writeUInt32LE(this.second, place + 4);
    }
    return this.template;
  }

  private tick(): void {
    if (this.store.lastSequence === this.sequence) return;
    this.sequence = this.store.lastSequence;
    const second = Math.floor(Date.now() / 1000);
    if (second > this.second) {
      this.second = second;
      this.increment = 1;
    } else this.increment++;
  }
}
