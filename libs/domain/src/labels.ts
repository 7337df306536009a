/** Where labels lie on a page; all lengths in millimetres. On a roll each label is a page of its own. */
export interface LabelLayout {
  pageWidth: number;
  pageHeight: number;
  columns: number;
  rows: number;
  /** From the edges of the page to the first label. */
  left: number;
  top: number;
  labelWidth: number;
  labelHeight: number;
  /** Between labels side by side, and between one and the next below. */
  gapX: number;
  gapY: number;
}

/** Shortest and longest that each length may be, most labels in a row and rows on a page. */
export const LABEL_BOUNDS = {
  pageWidth: { min: 25, max: 450 },
  pageHeight: { min: 12, max: 450 },
  columns: { min: 1, max: 20 },
  rows: { min: 1, max: 40 },
  left: { min: 0, max: 200 },
  top: { min: 0, max: 200 },
  labelWidth: { min: 25, max: 450 },
  labelHeight: { min: 12, max: 450 },
  gapX: { min: 0, max: 100 },
  gapY: { min: 0, max: 100 },
} as const satisfies Record<keyof LabelLayout, { min: number; max: number }>;

/** Most parts that labels are printed of at once, most labels of each, and most of all together. */
export const MOST_LABELLED = 500;
export const MOST_COPIES = 100;
export const MOST_LABELS = 2_000;

/** A rectangle, from the upper left corner of what it lies on. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A place for one label: on which page, from 0, and where there. */
export interface LabelPlace {
  page: number;
  x: number;
  y: number;
}

/** Labels that do not fit on their page: in which direction, and how long they are together. */
export interface LabelFault {
  field: 'columns' | 'rows';
  needed: number;
  page: number;
}

/** Below what printers and sums of decimals are exact to. */
const SLACK = 0.01;

const sheet = (
  [columns, rows]: readonly [number, number],
  [labelWidth, labelHeight]: readonly [number, number],
  [left, top]: readonly [number, number],
  [gapX, gapY]: readonly [number, number] = [0, 0],
): LabelLayout => ({
  pageWidth: 210,
  pageHeight: 297,
  columns,
  rows,
  left,
  top,
  labelWidth,
  labelHeight,
  gapX,
  gapY,
});

/** A roll of labels of a size. */
export function rollOf(labelWidth: number, labelHeight: number): LabelLayout {
  const page = { pageWidth: labelWidth, pageHeight: labelHeight };
  return { ...page, columns: 1, rows: 1, left: 0, top: 0, labelWidth, labelHeight, gapX: 0, gapY: 0 };
}

/** Sheets and rolls that are sold everywhere, the most common first. */
export const LABEL_PRESETS = [
  { name: 'a4-24', layout: sheet([3, 8], [70, 37], [0, 0.5]) },
  { name: 'a4-21', layout: sheet([3, 7], [70, 42.3], [0, 0.4]) },
  { name: 'a4-40', layout: sheet([4, 10], [52.5, 29.7], [0, 0]) },
  { name: 'a4-65', layout: sheet([5, 13], [38, 21.2], [5, 10.7], [2.5, 0]) },
  { name: 'a4-12', layout: sheet([2, 6], [105, 48], [0, 4.5]) },
  { name: 'roll-58-40', layout: rollOf(58, 40) },
  { name: 'roll-43-25', layout: rollOf(43, 25) },
  { name: 'roll-75-50', layout: rollOf(75, 50) },
  { name: 'roll-100-70', layout: rollOf(100, 70) },
] as const satisfies readonly { name: string; layout: LabelLayout }[];

export type LabelPreset = (typeof LABEL_PRESETS)[number]['name'];

/** Whether two layouts are the same in every length. */
export function isSameLayout(one: LabelLayout, other: LabelLayout): boolean {
  // The names of the bounds are those of a layout's fields.
  return (Object.keys(LABEL_BOUNDS) as (keyof LabelLayout)[]).every((name) => one[name] === other[name]);
}

/** Whether each label is a page of its own. */
export function isRoll({ columns, rows }: LabelLayout): boolean {
  return columns === 1 && rows === 1;
}

/** How many labels a page has. */
export function labelsOnPage({ columns, rows }: Pick<LabelLayout, 'columns' | 'rows'>): number {
  return columns * rows;
}

/** Where labels would stick out of their page; nothing where all fit. */
export function layoutFaults(layout: LabelLayout): LabelFault[] {
  const { left, columns, labelWidth, gapX, top, rows, labelHeight, gapY, pageWidth, pageHeight } = layout;
  const across = { field: 'columns' as const, needed: left + along(columns, labelWidth, gapX), page: pageWidth };
  const down = { field: 'rows' as const, needed: top + along(rows, labelHeight, gapY), page: pageHeight };
  return [across, down].filter(({ needed, page }) => needed > page + SLACK);
}

const along = (count: number, length: number, gap: number): number => count * length + (count - 1) * gap;

/**
 * Where some labels lie, row by row: the first of them at the `first` place of the first page, from 1, all further
 * pages from their beginning.
 */
export function labelPlaces(layout: LabelLayout, first: number, count: number): LabelPlace[] {
  const perPage = labelsOnPage(layout);
  return Array.from({ length: count }, (_, index) => {
    const place = first - 1 + index;
    return { page: Math.floor(place / perPage), ...cornerOf(layout, place % perPage) };
  });
}

/** The corner of the label at a place of a page, from 0. */
function cornerOf({ left, top, columns, labelWidth, labelHeight, gapX, gapY }: LabelLayout, place: number): Corner {
  const [column, row] = [place % columns, Math.floor(place / columns)];
  return { x: left + column * (labelWidth + gapX), y: top + row * (labelHeight + gapY) };
}

type Corner = Pick<Box, 'x' | 'y'>;

/** Of the shorter side, but never less than cutters and printers are off by, nor more than is wasted. */
const PADDING = { share: 0.06, min: 1, max: 3 };
/** A code is as large as phones read at arm's length, and leaves the text its room. */
const LARGEST_CODE = 30;
const CODE_SHARE = { beside: 0.45, above: 0.6 };
const LANDSCAPE = 1.2;

/** What stands where on a label: the square of its code, with the light around it, and the words beside or below. */
export function labelBoxes({ labelWidth, labelHeight }: Pick<LabelLayout, 'labelWidth' | 'labelHeight'>): {
  code: Box;
  text: Box;
} {
  const { share, min, max } = PADDING;
  const padding = Math.min(Math.max(share * Math.min(labelWidth, labelHeight), min), max);
  const [width, height] = [labelWidth - 2 * padding, labelHeight - 2 * padding];
  if (labelWidth >= LANDSCAPE * labelHeight) {
    const side = Math.min(height, CODE_SHARE.beside * width, LARGEST_CODE);
    const code = { x: padding, y: padding + (height - side) / 2, width: side, height: side };
    return { code, text: { x: padding + side, y: padding, width: width - side, height } };
  }
  const side = Math.min(width, CODE_SHARE.above * height, LARGEST_CODE);
  const code = { x: padding + (width - side) / 2, y: padding, width: side, height: side };
  return { code, text: { x: padding, y: padding + side, width, height: height - side } };
}
