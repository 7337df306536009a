/** Cells that are one: by row and column, from 1 and from 0. */
export interface Merge {
  top: number;
  bottom: number;
  left: number;
}

/** No sheet of a workshop has more merged cells. */
const MOST_MERGES = 20_000;
/** Longer than any tag that is looked for. */
const LONGEST_TAG = 2_000;
const TAG = /<(?:\w+:)?(?:row|mergeCell)\b[^>]*>/g;

/** What the reader of cells leaves out of a sheet: how deep its rows are grouped, and which cells are merged. */
export class SheetMarks {
  readonly outlines = new Map<number, number>();
  readonly merges: Merge[] = [];
  private rest = '';

  /** Looks through the next piece of the sheet's XML, whose names and attributes are ASCII. */
  look(chunk: Buffer): void {
    const text = this.rest + chunk.toString('latin1');
    const open = text.lastIndexOf('<');
    const end = open > text.lastIndexOf('>') && text.length - open < LONGEST_TAG ? open : text.length;
    for (const [tag] of text.slice(0, end).matchAll(TAG)) this.take(tag);
    this.rest = text.slice(end);
  }

  private take(tag: string): void {
    const merged = /\bref="([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)"/.exec(tag);
    if (merged && this.merges.length < MOST_MERGES) {
      const [, letters = '', top, bottom] = merged;
      this.merges.push({ top: Number(top), bottom: Number(bottom), left: columnIndex(letters) });
    }
    const outline = Number(/\boutlineLevel="(\d)"/.exec(tag)?.[1] ?? 0);
    if (outline) this.outlines.set(Number(/\br="(\d+)"/.exec(tag)?.[1] ?? 0), outline);
  }
}

function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
