import { readInt32, readName, writeInt32 } from '../values/bytes.js';
import { nameEnd, sizeAt } from '../values/decode.js';
import { Type } from '../values/index.js';
import type { Branch, Leaf, Mode } from './projection-tree.js';

/** True where the projection only keeps and drops fields, so that stored bytes can be copied instead of decoded. */
export function isCopying(branch: Branch): boolean {
  return [...branch.children.values()].every(
    (child) => child.kind === 'keep' || child.kind === 'drop' || (child.kind === 'branch' && isCopying(child)),
  );
}

/** What `projectDoc` keeps of a document, from bytes to bytes. */
export function projectBytes(branch: Branch, mode: Mode, bytes: Buffer): Buffer {
  const copy = new Copy(bytes, mode);
  copy.document(branch, 0);
  return copy.taken();
}

/** Copies kept fields; neighbours go in one piece. Nothing grows, so the source's size is room enough. */
class Copy {
  private readonly bytes: Buffer;
  private readonly out: Buffer;
  private readonly keepsRest: boolean;
  private at = 0;

  constructor(bytes: Buffer, mode: Mode) {
    this.bytes = bytes;
    this.out = Buffer.allocUnsafe(bytes.length);
    this.keepsRest = mode === 'exclude';
  }

  taken(): Buffer {
    return this.out.subarray(0, this.at);
  }

  document(branch: Branch, start: number): void {
    const { bytes } = this;
    const end = start + readInt32(bytes, start) - 1;
    const begin = this.open();
    let run = start + 4;
    let i = run;
    while (i < end) {
      const type = bytes[i]!;
      const stop = nameEnd(bytes, i + 1);
      const child = branch.children.get(readName(bytes, i + 1, stop));
      const next = stop + 1 + sizeAt(bytes, type, stop + 1);
      if (!this.isWhole(child, type)) {
        this.piece(run, i);
        if (child?.kind === 'branch' && isNested(type)) {
          this.piece(i, stop + 1);
          this.nested(child, type, stop + 1);
        }
        run = next;
      }
      i = next;
    }
    this.piece(run, end);
    this.close(begin);
  }

  /** Documents within an array are projected one by one; of what else is there, an inclusion keeps nothing. */
  private array(branch: Branch, start: number): void {
    const { bytes } = this;
    const end = start + readInt32(bytes, start) - 1;
    const begin = this.open();
    let count = 0;
    for (let i = start + 4; i < end;) {
      const type = bytes[i]!;
      const value = nameEnd(bytes, i + 1) + 1;
      const next = value + sizeAt(bytes, type, value);
      if (isNested(type) || this.keepsRest) {
        this.out[this.at++] = type;
        this.at += this.out.write(`${count++}\0`, this.at, 'latin1');
        if (isNested(type)) this.nested(branch, type, value);
        else this.piece(value, next);
      }
      i = next;
    }
    this.close(begin);
  }

  private nested(branch: Branch, type: number, start: number): void {
    if (type === Type.object) this.document(branch, start);
    else this.array(branch, start);
  }

  private isWhole(child: Branch | Leaf | undefined, type: number): boolean {
    if (child === undefined) return this.keepsRest;
    if (child.kind === 'branch') return this.keepsRest && !isNested(type);
    return child.kind === 'keep';
  }

  private open(): number {
    const begin = this.at;
    this.at += 4;
    return begin;
  }

  private close(begin: number): void {
    this.out[this.at++] = 0;
    writeInt32(this.out, begin, this.at - begin);
  }

  private piece(from: number, to: number): void {
    if (to > from) this.at += this.bytes.copy(this.out, this.at, from, to);
  }
}

function isNested(type: number): boolean {
  return type === Type.object || type === Type.array;
}
