import type { Model } from 'mongoose';
import { setTimeout } from 'node:timers/promises';
import { allOf } from '../access/rows.js';
import type { DocumentsCheck } from './documents-check.js';
import { hashesWithoutKey, type StoredEntry } from './journal-chain.js';
import type { JournalEntry } from './journal-entry.js';
import type { JournalFaults, Tell } from './journal-faults.js';
import type { Head, JournalHead } from './journal-head.js';
import type { JournalKey } from './journal-key.js';
import type { JournalReaders } from './journal-readers.js';

const BATCH = 500;
/** How long an entry that is open may take to be sealed by whoever is at it. */
const SEALED_WITHIN_MS = 3_000;

/** Follows the chain from its first entry to its signed end, and looks for entries beside it. */
export class ChainCheck {
  private last = { position: 0, hash: '' };
  /** Entries from the first on before any fault. */
  private intact = 0;
  private isBroken = false;

  constructor(
    private readonly entries: Model<JournalEntry>,
    private readonly heads: JournalHead,
    private readonly key: JournalKey,
    private readonly readers: JournalReaders,
    private readonly faults: JournalFaults,
    private readonly documents: DocumentsCheck,
  ) {}

  /** Gives from where on the chain is keyed, and how many entries stand as they were sealed before the first that does not. */
  async run(tell: Tell): Promise<{ keyedFrom: number; intact: number }> {
    const head = await this.head();
    const open = await this.open();
    await this.follow(head, tell);
    await this.lookBeside();
    await this.lookForHidden(open);
    return { keyedFrom: head.keyedFrom, intact: this.intact };
  }

  private async head(): Promise<Head> {
    const head = await this.heads.find();
    if (!head || !this.heads.isGenuine(head)) this.fault({ kind: 'head' });
    return head ?? this.heads.open();
  }

  private async follow(head: Head, tell: Tell): Promise<void> {
    let end = head.position;
    let from: { position: number; _id?: unknown } = { position: 0 };
    for (let isOver = false; !isOver;) {
      const batch = await this.after(from);
      // What is behind the head is sealed meanwhile, or was not sealed at all: that is looked for apart.
      if ((batch.at(-1)?.position ?? 0) > end) end = (await this.heads.find())?.position ?? end;
      for (const entry of batch) if ((entry.position ?? 0) <= end) this.compare(entry, head);
      await this.documents.lookForMade(batch);
      await tell(batch.length);
      const { position = 0, _id } = batch.at(-1) ?? {};
      from = { position, _id };
      isOver = batch.length < BATCH;
    }
    if (this.last.position < end) this.fault({ kind: 'cut', position: this.last.position + 1 });
    else if (this.last.position === head.position && this.last.hash !== head.hash)
      this.fault({ kind: 'head', position: head.position });
  }

  private async after({ position, _id }: { position: number; _id?: unknown }): Promise<StoredEntry[]> {
    const next = { $or: [{ position: { $gt: position } }, { position, _id: { $gt: _id } }] };
    return this.entries
      .find(allOf<JournalEntry>(_id ? next : { position: { $gt: 0 } }))
      .sort({ position: 1, _id: 1 })
      .limit(BATCH)
      .lean<StoredEntry[]>();
  }

  private compare(entry: StoredEntry, head: Head): void {
    const { position = 0, hash = '' } = entry;
    const entryId = entry._id.toHexString();
    if (position === this.last.position) return this.fault({ kind: 'added', position, entryId });
    if (!Number.isInteger(position)) return this.fault({ kind: 'planted', position: Math.trunc(position), entryId });
    for (let missing = this.last.position + 1; missing < position && !this.isTooFar(missing); missing += 1) {
      this.fault({ kind: 'missing', position: missing });
    }
    const former = position === head.keyedFrom ? head.keyedAfter : this.last.hash;
    const hashes =
      position < head.keyedFrom
        ? hashesWithoutKey(former, position, entry)
        : [this.key.chainHash(former, position, entry)];
    if (position === head.keyedFrom && this.last.position === position - 1 && this.last.hash !== head.keyedAfter)
      this.fault({ kind: 'changed', position: position - 1 });
    this.last = { position, hash };
    if (!hashes.includes(hash)) this.fault({ kind: 'changed', position, entryId });
    else if (entry.isForeign) this.fault({ kind: 'planted', position, entryId });
    else if (!this.isBroken) this.intact += 1;
  }

  /** A place that is far behind the end tells nothing of each place between. */
  private isTooFar(missing: number): boolean {
    return missing > this.last.position + 100;
  }

  /** Entries whose position is no place of the chain, or one behind its end. */
  private async lookBeside(): Promise<void> {
    const before = (await this.heads.find())?.position ?? 0;
    const isOdd = { $exists: true, $not: { $gt: 0 }, $ne: null };
    const found = await this.entries.collection
      .find({ $or: [{ position: isOdd }, { position: { $gt: before } }] })
      .limit(BATCH)
      .toArray();
    const end = (await this.heads.find())?.position ?? 0;
    for (const { _id, position } of found) {
      const isPlace = Number.isInteger(position) && position > 0;
      if (isPlace && position <= end) continue;
      this.fault({ kind: 'planted', ...(Number.isInteger(position) ? { position } : {}), entryId: String(_id) });
    }
  }

  /** What was open when the check began is sealed within moments, unless something keeps it from that. */
  private async lookForHidden(ids: readonly string[]): Promise<void> {
    let left = ids;
    for (const end = Date.now() + SEALED_WITHIN_MS; left.length && Date.now() < end;) {
      await this.readers.caughtUp();
      const still = new Set(await this.open());
      left = left.filter((id) => still.has(id));
      if (left.length) await setTimeout(100);
    }
    for (const entryId of left) this.fault({ kind: 'hidden', entryId });
  }

  private async open(): Promise<string[]> {
    const open = await this.entries.find({ position: null }).select({ _id: 1 }).limit(BATCH).lean<StoredEntry[]>();
    return open.map(({ _id }) => _id.toHexString());
  }

  private fault(fault: Parameters<JournalFaults['add']>[0]): void {
    this.isBroken = true;
    this.faults.add(fault);
  }
}
