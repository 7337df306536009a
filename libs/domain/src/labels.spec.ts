import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Box,
  isRoll,
  LABEL_BOUNDS,
  LABEL_PRESETS,
  labelBoxes,
  type LabelLayout,
  labelPlaces,
  labelsOnPage,
  layoutFaults,
  rollOf,
} from './labels.js';

const length = ({ min, max }: { min: number; max: number }): fc.Arbitrary<number> =>
  fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths / 10);
const count = ({ min, max }: { min: number; max: number }): fc.Arbitrary<number> => fc.integer({ min, max });

/** Any layout within the bounds, on a page that has so much to spare beside the labels and below them. */
const fitting = fc
  .record({
    columns: count(LABEL_BOUNDS.columns),
    rows: count(LABEL_BOUNDS.rows),
    left: length(LABEL_BOUNDS.left),
    top: length(LABEL_BOUNDS.top),
    labelWidth: length(LABEL_BOUNDS.labelWidth),
    labelHeight: length(LABEL_BOUNDS.labelHeight),
    gapX: length(LABEL_BOUNDS.gapX),
    gapY: length(LABEL_BOUNDS.gapY),
    right: length(LABEL_BOUNDS.left),
    bottom: length(LABEL_BOUNDS.top),
  })
  .map(({ right, bottom, ...grid }) => {
    const { columns, rows, left, top, labelWidth, labelHeight, gapX, gapY } = grid;
    const pageWidth = left + columns * labelWidth + (columns - 1) * gapX + right;
    const pageHeight = top + rows * labelHeight + (rows - 1) * gapY + bottom;
    const layout: LabelLayout = { ...grid, pageWidth, pageHeight };
    return { layout, right, bottom };
  });

const SLACK = 0.01;
const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - SLACK &&
  inner.y >= outer.y - SLACK &&
  inner.x + inner.width <= outer.x + outer.width + SLACK &&
  inner.y + inner.height <= outer.y + outer.height + SLACK;
const isApart = (one: Box, other: Box): boolean =>
  one.x + one.width <= other.x + SLACK ||
  other.x + other.width <= one.x + SLACK ||
  one.y + one.height <= other.y + SLACK ||
  other.y + other.height <= one.y + SLACK;

describe('labels on a page', () => {
  it('lie within it and not over one another, each on the next place', () => {
    fc.assert(
      fc.property(fitting, fc.nat(), fc.integer({ min: 1, max: 60 }), ({ layout }, seed, many) => {
        const perPage = labelsOnPage(layout);
        const first = 1 + (seed % perPage);
        const places = labelPlaces(layout, first, many);
        const [width, height] = [layout.labelWidth, layout.labelHeight];
        const boxes = places.map(({ page, x, y }) => ({ page, x, y, width, height }));
        const paper = { x: 0, y: 0, width: layout.pageWidth, height: layout.pageHeight };
        expect(layoutFaults(layout)).toEqual([]);
        expect(boxes.filter((box) => !isWithin(box, paper))).toEqual([]);
        const touching = boxes.flatMap((one, index) =>
          boxes.slice(index + 1).filter((other) => one.page === other.page && !isApart(one, other)),
        );
        expect(touching).toEqual([]);
        expect(places.map(({ page }) => page)).toEqual(
          places.map((_, index) => Math.floor((first - 1 + index) / perPage)),
        );
      }),
    );
  });

  it('that stick out of it are told by the direction and by how much they need', () => {
    fc.assert(
      fc.property(fitting, length({ min: 0.1, max: 5 }), ({ layout, right, bottom }, cut) => {
        const { pageWidth, pageHeight } = layout;
        const narrow = { ...layout, pageWidth: pageWidth - right - cut };
        const low = { ...layout, pageHeight: pageHeight - bottom - cut };
        expect(layoutFaults(narrow)).toEqual([
          { field: 'columns', needed: expect.closeTo(pageWidth - right), page: narrow.pageWidth },
        ]);
        expect(layoutFaults(low)).toEqual([
          { field: 'rows', needed: expect.closeTo(pageHeight - bottom), page: low.pageHeight },
        ]);
      }),
    );
  });

  it('follow the order of reading, from the place that is free first', () => {
    const { layout } = LABEL_PRESETS[0];
    expect(labelPlaces(layout, 24, 3)).toEqual([
      { page: 0, x: 140, y: 259.5 },
      { page: 1, x: 0, y: 0.5 },
      { page: 1, x: 70, y: 0.5 },
    ]);
    expect(labelPlaces(rollOf(58, 40), 1, 2)).toEqual([
      { page: 0, x: 0, y: 0 },
      { page: 1, x: 0, y: 0 },
    ]);
  });
});

describe('a label', () => {
  const sizes = fc.record({
    labelWidth: length(LABEL_BOUNDS.labelWidth),
    labelHeight: length(LABEL_BOUNDS.labelHeight),
  });

  it('of any size holds a code that can be scanned and room for its letters, apart from each other', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { code, text } = labelBoxes(size);
        const label = { x: 0, y: 0, width: size.labelWidth, height: size.labelHeight };
        expect([isWithin(code, label), isWithin(text, label), isApart(code, text)]).toEqual([true, true, true]);
        expect(code.width).toBe(code.height);
        expect(code.width).toBeGreaterThanOrEqual(9.9);
        expect(code.width).toBeLessThanOrEqual(30);
        expect(text.width).toBeGreaterThanOrEqual(12);
        expect(text.height).toBeGreaterThanOrEqual(7);
      }),
    );
  });
});

describe('presets', () => {
  it('fit their pages within the bounds', () => {
    for (const { name, layout } of LABEL_PRESETS) {
      expect([name, layoutFaults(layout), isRoll(layout)]).toEqual([name, [], name.startsWith('roll')]);
      for (const [field, { min, max }] of Object.entries(LABEL_BOUNDS)) {
        const value = layout[field as keyof LabelLayout]; // the bounds are of its fields
        expect([name, field, value >= min && value <= max]).toEqual([name, field, true]);
      }
    }
  });
});
