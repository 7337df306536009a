import type { Weight } from '../../platform/exports/pdf-fonts.js';

/** A text of a label: how large it stands beside the others, and the most lines that it may take. */
export interface LabelText {
  text: string;
  weight: Weight;
  size: number;
  most: number;
}

/** A line of a text as it is set; sizes and the distance of its upper edge in points. */
export interface FittedLine {
  text: string;
  weight: Weight;
  size: number;
  y: number;
}

/** How wide a text of one line is, in points. */
export type WidthOf = (text: string, weight: Weight, size: number) => number;

/** Points; smaller letters blur on a thermal printer. */
const SMALLEST = 4.5;
const LARGEST = 16;
/** Of the height of the box, where nothing has to shrink. */
const LETTERS_TO_BOX = 0.16;
/** A long name is shortened before the code beside it becomes small. */
const MOST_SHRUNK = 0.6;
const STEP = 0.95;
const LINE = 1.18;
const ELLIPSIS = '…';

/**
 * Texts as lines of a box that none leaves: as large as all of them fit, then shortened by an ellipsis, longer texts
 * first; where even that is too much, without the last ones. Lengths in points.
 */
export function fitTexts(
  texts: readonly LabelText[],
  { width, height }: { width: number; height: number },
  widthOf: WidthOf,
): FittedLine[] {
  const first = Math.min(Math.max(height * LETTERS_TO_BOX, SMALLEST), LARGEST);
  const last = Math.max(first * MOST_SHRUNK, SMALLEST);
  for (let base = first; ; base = Math.max(base * STEP, last)) {
    const set = texts.map((text) => setText(text, base, width, widthOf));
    if (set.every(({ isWhole }) => isWhole) && heightOf(set) <= height) return placed(set);
    if (base <= last) return placed(shortened(texts, base, { width, height }, widthOf));
  }
}

interface SetText {
  lines: string[];
  weight: Weight;
  size: number;
  /** No word is torn and nothing left out. */
  isWhole: boolean;
}

/** Takes lines away, from the longest text first, until the rest is no higher than the box. */
function shortened(
  texts: readonly LabelText[],
  base: number,
  { width, height }: { width: number; height: number },
  widthOf: WidthOf,
): SetText[] {
  let left = [...texts];
  for (;;) {
    const set = left.map((text) => setText(text, base, width, widthOf));
    if (heightOf(set) <= height || left.length === 0) return set;
    const most = Math.max(...set.map(({ lines }) => lines.length));
    if (most === 1) left = left.slice(0, -1);
    else {
      const longest = set.findIndex(({ lines }) => lines.length === most);
      left = left.map((text, index) => (index === longest ? { ...text, most: most - 1 } : text));
    }
  }
}

const heightOf = (set: readonly SetText[]): number =>
  set.reduce((sum, { lines, size }) => sum + lines.length * size * LINE, 0);

function placed(set: readonly SetText[]): FittedLine[] {
  let y = 0;
  return set.flatMap(({ lines, weight, size }) =>
    lines.map((text) => {
      const line = { text, weight, size, y };
      y += size * LINE;
      return line;
    }),
  );
}

/** A text in lines between its words, within them where one is wider than the box; the last one that there may be cut. */
function setText(
  { text, weight, size: share, most }: LabelText,
  base: number,
  width: number,
  widthOf: WidthOf,
): SetText {
  const size = Math.max(share * base, SMALLEST);
  const fits = (line: string): boolean => widthOf(line, weight, size) <= width;
  const lines: string[] = [];
  let isWhole = true;
  let rest = text.replace(/[^\S\u00a0]+/g, ' ').trim();
  while (rest && lines.length < most) {
    const words = wordsThatFit(rest, fits);
    isWhole &&= words !== '';
    const line = words || lettersThatFit(rest, fits);
    rest = rest.slice(line.length).trimStart();
    lines.push(line);
  }
  if (!rest) return { lines, weight, size, isWhole };
  const last = lettersThatFit(`${lines.at(-1) ?? ''} ${rest}`, (line) => fits(line.trimEnd() + ELLIPSIS));
  return { lines: [...lines.slice(0, -1), last.trimEnd() + ELLIPSIS], weight, size, isWhole: false };
}

/** As many whole words from the beginning of a text as fit. */
function wordsThatFit(text: string, fits: (line: string) => boolean): string {
  if (fits(text)) return text;
  const words = text.split(' ');
  const count = largest(words.length - 1, (number) => fits(words.slice(0, number).join(' ')));
  return words.slice(0, count).join(' ');
}

/** As many letters from the beginning of a text as fit, at least one. */
function lettersThatFit(text: string, fits: (line: string) => boolean): string {
  const letters = [...text];
  const count = largest(letters.length, (number) => fits(letters.slice(0, number).join('')));
  return letters.slice(0, Math.max(count, 1)).join('');
}

/** The largest count up to `upTo` for which something holds that holds for all smaller ones; 0 where for none. */
function largest(upTo: number, holds: (count: number) => boolean): number {
  let [good, bad] = [0, upTo + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
