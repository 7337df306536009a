import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitTexts, type FittedLine, type LabelText } from './fit-text.js';

/** Letters of half their height. */
const widthOf = (text: string, _weight: string, size: number): number => [...text].length * size * 0.5;

const text = (said: string, most = 1, size = 1): LabelText => ({ text: said, weight: 'text', size, most });
const bottomOf = (lines: readonly FittedLine[]): number => Math.max(0, ...lines.map(({ y, size }) => y + size));

const texts = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom('а', 'Ж', ' ', '-', '👷', '1'), minLength: 1, maxLength: 300 }),
    weight: fc.constantFrom('text' as const, 'strong' as const),
    size: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
    most: fc.integer({ min: 1, max: 6 }),
  }),
  { maxLength: 6 },
);
const box = fc.record({
  width: fc.double({ min: 34, max: 400, noNaN: true }),
  height: fc.double({ min: 8, max: 400, noNaN: true }),
});

describe('texts of a label', () => {
  it('never leave their box, stand below one another, and are never too small to be read', () => {
    fc.assert(
      fc.property(texts, box, (said, room) => {
        const lines = fitTexts(said, room, widthOf);
        expect(lines.filter((line) => widthOf(line.text, line.weight, line.size) > room.width)).toEqual([]);
        expect(bottomOf(lines)).toBeLessThanOrEqual(room.height);
        expect(lines.filter(({ size }) => size < 4.5)).toEqual([]);
        const overlaps = lines
          .slice(1)
          .filter((line, index) => line.y < (lines[index]?.y ?? 0) + (lines[index]?.size ?? 0));
        expect(overlaps).toEqual([]);
      }),
    );
  });

  it('say all that was to be said where there is room, in the order given', () => {
    fc.assert(
      fc.property(texts, (said) => {
        const lines = fitTexts(
          said.map((one) => ({ ...one, most: 300 })),
          { width: 1_000, height: 100_000 },
          widthOf,
        );
        const plain = (parts: readonly string[]): string => parts.join('').replace(/\s/g, '');
        expect(plain(lines.map((line) => line.text))).toBe(plain(said.map((one) => one.text)));
      }),
    );
  });

  it('shrink before anything is left out', () => {
    const roomy = fitTexts([text('Кронштейн левый', 2)], { width: 120, height: 60 }, widthOf);
    const tight = fitTexts([text('Кронштейн левый', 2)], { width: 40, height: 60 }, widthOf);
    expect(roomy.map((line) => line.text)).toEqual(['Кронштейн левый']);
    expect(tight.map((line) => line.text)).toEqual(['Кронштейн', 'левый']);
    expect(tight[0]?.size).toBeLessThan(roomy[0]?.size ?? 0);
  });

  it('end with an ellipsis where they are too long at the smallest, and break words only where they must', () => {
    const said = (most: number): string[] =>
      fitTexts([text('Электрооборудование шкафа управления', most)], { width: 34, height: 40 }, widthOf).map(
        (line) => line.text,
      );
    expect(said(1)).toEqual(['Электрооборудо…']);
    expect(said(3)).toEqual(['Электрооборудов', 'ание шкафа', 'управления']);
  });

  it('give way from the end, the first one last', () => {
    const lines = fitTexts(
      [text('K7M4-92XA'), text('Имя длинное очень', 3), text('12 шт')],
      { width: 50, height: 11 },
      widthOf,
    );
    expect(lines.map((line) => line.text)).toEqual(['K7M4-92XA', 'Имя длинное очень']);
  });
});
