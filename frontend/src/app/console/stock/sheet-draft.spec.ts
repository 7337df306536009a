import { describe, expect, it } from '@jest/globals';
import type { StockListItem } from '@verstak/api';
import { type SheetLine, filledOf, linesOver, recounted, sheetWriting } from './sheet-draft';

const line = (id: string, quantity: number | null, expected = 10): SheetLine => ({
  id,
  quantity,
  unitCost: null,
  expected,
  was: null,
});
const row = (id: string, onHand: number) => ({ id, onHand }) as StockListItem;
const head = { day: '2026-11-30', supplierId: '', note: '' } as const;

describe('a sheet of many things', () => {
  it('keeps what was typed on other pages as it was seen, and takes the rest as it stands', () => {
    const lines = linesOver([line('a', 9), line('b', null)], [row('a', 12), row('b', 7)], 'stocktake');
    expect(lines).toEqual([line('a', 9), line('b', null, 7)]);
  });

  it('sends the filled lines alone: a stocktake of nothing is a line, a receipt of nothing is none', () => {
    const lines = [line('a', 0), line('b', null), line('c', 3)];
    expect(filledOf({ lines }, 'receipt').map(({ id }) => id)).toEqual(['c']);
    expect(sheetWriting('stocktake', filledOf({ lines }, 'stocktake'), head)).toEqual({
      kind: 'stocktake',
      day: '2026-11-30',
      lines: [
        { stockItemId: 'a', quantity: 0, expected: 10 },
        { stockItemId: 'c', quantity: 3, expected: 10 },
      ],
    });
  });

  it('marks what moved while it was counted, and expects the new figure', () => {
    expect(recounted([line('a', 9), line('b', 3)], new Map([['a', 15]]))).toEqual([
      { ...line('a', 9, 15), was: 10 },
      line('b', 3),
    ]);
  });
});
