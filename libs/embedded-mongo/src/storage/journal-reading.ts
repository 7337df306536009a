import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Damaged } from './damage.js';
import { FILES, HEADER, headAt, isEnd, isWhole, nextMagic, writesAt, type Batch, type Head } from './journal-format.js';

/** A whole batch of a file, and where it begins and ends. */
interface Found extends Head {
  readonly at: number;
  readonly end: number;
}

interface File {
  readonly path: string;
  readonly bytes: Buffer;
  /** Its whole batches as they stand in it, those of its former use behind. */
  readonly found: readonly Found[];
}

/** A batch that LMDB lacks. */
interface Taken {
  readonly file: File;
  readonly found: Found;
}

/** What a folder's journal holds beyond what LMDB has. */
interface Journaled {
  /** In their order. */
  readonly batches: Batch[];
  /** What of the files is no whole batch: writes that a crash has cut off, of which nobody was told. */
  readonly torn: string[];
}

/**
 * What a folder's journal holds beyond `position`. Throws `Damaged` where a batch builds upon one that is not there: no
 * batch is written before the one before it is on the disk, so a crash leaves whole ones and then at most a part of one.
 */
export function readJournal(folder: string, position: number): Journaled {
  const files = FILES.map((name) => readFile(join(folder, name)));
  const all = files.flatMap((file) => file.found.map((found) => ({ file, found })));
  const taken: Taken[] = [];
  let reached = position;
  for (const next of all.sort((a, b) => a.found.last - b.found.last)) {
    if (next.found.last <= reached) continue;
    if (next.found.after > reached) throw damage(files, taken, next);
    taken.push(next);
    reached = next.found.last;
  }
  return {
    batches: taken.map(({ file, found }) => ({
      after: found.after,
      last: found.last,
      writes: writesAt(file.bytes, found.at, found),
    })),
    torn: files.flatMap((file) => tornEnd(file, endOf(file, taken), reached) ?? []),
  };
}

/** Refuses a folder whose journal was lost: both files are there from its first start on, whatever stopped it. */
export function checkJournal(folder: string): void {
  for (const path of FILES.map((name) => join(folder, name)))
    if (saltOf(path) === undefined)
      throw new Damaged(path, `it ${existsSync(path) ? 'does not begin as a journal does' : 'is missing'}`);
}

/** What the batches of a file are salted with; undefined where it does not begin as a journal does. */
export function saltOf(path: string): number | undefined {
  const bytes = contentOf(path).subarray(0, HEADER);
  const head = headAt(bytes, 0);
  return head && isWhole(bytes, 0, head) ? head.salt : undefined;
}

/**
 * A file with all its whole batches, also those behind one that is broken: they are looked for by the magic with which
 * each begins, and by the salt that only this file's batches bear, so that bytes of a document are not taken for one.
 */
function readFile(path: string): File {
  const bytes = contentOf(path);
  const found: Found[] = [];
  let at = nextMagic(bytes, 0);
  while (at < bytes.length) {
    const head = headAt(bytes, at);
    const isOwn = head !== undefined && head.salt === (found[0]?.salt ?? head.salt);
    const end = isOwn && isWhole(bytes, at, head) ? at + head.length : undefined;
    if (isOwn && end !== undefined) found.push({ ...head, at, end });
    at = nextMagic(bytes, end ?? at + 1);
  }
  return { path, bytes, found };
}

/** Why a batch cannot be applied: what stands before it in its file is broken, or what the other file ended with is gone. */
function damage(files: readonly File[], taken: readonly Taken[], { file, found: { at } }: Taken): Damaged {
  const before = file.found.findLast(({ end }) => end <= at)?.end ?? 0;
  const follow = `writes that were acknowledged later follow from byte ${at} on`;
  if (before < at) return new Damaged(file.path, `bytes ${before} to ${at - 1} are no whole batch, and ${follow}`);
  const other = files.find((one) => one !== file)!;
  const end = endOf(other, taken);
  return new Damaged(other.path, `batches are missing from byte ${end} on, and in ${basename(file.path)} ${follow}`);
}

/** What a crash has left of the batch that was being written, if anything; not what is left of the file's former use. */
function tornEnd({ path, bytes, found }: File, end: number, reached: number): string | undefined {
  if (isEnd(bytes, end) || found.some(({ at }) => at === end)) return undefined;
  const head = headAt(bytes, end);
  const isBegun = head !== undefined && head.salt === found[0]?.salt && head.after >= reached;
  const length = Math.min(bytes.length - end, isBegun ? head.length : Infinity);
  return `${path}: ${length} bytes from byte ${end} on are left out: a batch that was cut off before it was acknowledged`;
}

/** Where the present use of a file ends. */
function endOf(file: File, taken: readonly Taken[]): number {
  return (taken.findLast((one) => one.file === file)?.found ?? file.found[0])?.end ?? 0;
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
