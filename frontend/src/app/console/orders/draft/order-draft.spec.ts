import { lineTotal } from '@verstak/domain';
import fc from 'fast-check';
import { blankLine, isBlank, totalOfLine, totalOfLines } from './order-draft';

describe('an order as it is typed', () => {
  it('counts lines as the server will, and sums them', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1_000),
      unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
      discountPercent: fc.integer({ min: 0, max: 10_000 }).map((points) => points / 100),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const drafts = lines.map((figures) => ({ ...blankLine('шт'), ...figures }));
        expect(drafts.map(totalOfLine)).toEqual(lines.map(lineTotal));
        expect(totalOfLines(drafts)).toBe(lines.reduce((sum, figures) => sum + lineTotal(figures), 0));
      }),
    );
  });

  it('counts a line with a missing figure as nothing', () => {
    expect(totalOfLine({ ...blankLine('шт'), quantity: null, unitPrice: 100 })).toBe(0);
  });

  it('takes a new line without words and price for blank, a stored one never', () => {
    expect(isBlank(blankLine('шт'))).toBe(true);
    expect(isBlank({ ...blankLine('шт'), wishes: 'Синяя' })).toBe(false);
    expect(isBlank({ ...blankLine('шт'), id: 'a' })).toBe(false);
  });
});
