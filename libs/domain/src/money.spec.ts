import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  currencyDigits,
  divideHalfUp,
  formatDecimal,
  lineGross,
  lineTotal,
  MAX_MONEY,
  orderTotal,
  parseMoney,
  type PricedLine,
} from './money.js';

/** A decimal as the exact number of its smallest steps: 1.005 of 3 places is 1005. */
function steps(value: number, places: number): bigint {
  const [whole = '0', fraction = ''] = value.toFixed(places).split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

const line: fc.Arbitrary<PricedLine> = fc.record(
  {
    unitPrice: fc.integer({ min: 0, max: 1_000_000_000 }),
    quantity: fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1_000),
    discountPercent: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
  },
  { requiredKeys: ['unitPrice', 'quantity'] },
);

describe('line totals', () => {
  it('are the exact product, rounded half up once', () => {
    fc.assert(
      fc.property(line, (priced) => {
        // price × quantity/1000 × (10000 − discount)/10000, as a fraction of whole numbers
        const numerator =
          BigInt(priced.unitPrice) * steps(priced.quantity, 3) * (10_000n - steps(priced.discountPercent ?? 0, 2));
        const denominator = 10_000_000n;
        const total = BigInt(lineTotal(priced));
        const twiceTheError = 2n * (total * denominator - numerator);
        expect(twiceTheError > -denominator && twiceTheError <= denominator).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [{ unitPrice: 1, quantity: 0.5 }, 1],
    [{ unitPrice: 1, quantity: 0.499 }, 0],
    [{ unitPrice: 150_000, quantity: 2, discountPercent: 5 }, 285_000],
    [{ unitPrice: 10_050, quantity: 1.005 }, 10_100],
    [{ unitPrice: 333, quantity: 3, discountPercent: 33.33 }, 666],
    [{ unitPrice: 99, quantity: 1, discountPercent: 100 }, 0],
  ])('of %j are %d', (priced, total) => {
    expect(lineTotal(priced)).toBe(total);
  });

  it('never exceed the amount before discount', () => {
    fc.assert(fc.property(line, (priced) => expect(lineTotal(priced)).toBeLessThanOrEqual(lineGross(priced))));
  });

  it('add up to the order, in any order of lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
        const exact = lines.reduce((sum, priced) => sum + BigInt(lineTotal(priced)), 0n);
        expect(BigInt(orderTotal(lines))).toBe(exact);
        expect(orderTotal([...lines].reverse())).toBe(orderTotal(lines));
      }),
    );
  });
});

describe('amounts as text', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_MONEY, max: MAX_MONEY }), (minor) =>
        expect(parseMoney(formatDecimal(minor))).toBe(minor),
      ),
    );
  });

  it.each([
    ['48300.5', 4_830_050],
    ['48300,50', 4_830_050],
    [' 7 ', 700],
    ['-0.01', -1],
    ['0', 0],
    ['-0', 0],
  ])('%j is %d', (text, minor) => {
    expect(parseMoney(text)).toBe(minor);
  });

  it.each(['', '1.234', '1e3', 'NaN', '1 000', '0x10', '.5', '--1', '99999999999999'])('%j is no amount', (text) => {
    expect(parseMoney(text)).toBeUndefined();
  });
});

describe('amounts in currencies of other digits', () => {
  it.each([
    ['RUB', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('of %s have %i', (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
  });

  it('are read as they were written', () => {
    const amount = fc.integer({ min: -MAX_MONEY, max: MAX_MONEY });
    fc.assert(
      fc.property(amount, fc.constantFrom(0, 2, 3), (minor, digits) =>
        expect(parseMoney(formatDecimal(minor, digits), digits)).toBe(minor),
      ),
    );
    expect([formatDecimal(1_500, 0), formatDecimal(1_500, 3), formatDecimal(-5, 3)]).toEqual([
      '1500',
      '1.500',
      '-0.005',
    ]);
    expect([parseMoney('1.5', 0), parseMoney('1.2345', 3)]).toEqual([undefined, undefined]);
  });
});

describe('division', () => {
  it('rounds halves away from zero and is odd', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
        fc.bigInt({ min: 1n, max: 2n ** 40n }),
        (numerator, denominator) => {
          const quotient = divideHalfUp(numerator, denominator);
          expect(divideHalfUp(-numerator, denominator)).toBe(quotient === 0 ? 0 : -quotient);
        },
      ),
    );
    expect([divideHalfUp(5n, 2n), divideHalfUp(-5n, 2n), divideHalfUp(4n, 3n), divideHalfUp(5n, 3n)]).toEqual([
      3, -3, 1, 2,
    ]);
  });
});
