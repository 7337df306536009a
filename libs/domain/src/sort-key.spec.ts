import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sortKey } from './sort-key.js';

const sorted = (texts: readonly string[]): string[] =>
  [...texts].sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));

describe('texts are sorted as people sort them', () => {
  it.each([
    [['абажур', 'Абрикос', 'ёжик', 'Елена', 'Ёлка', 'Жук']],
    [['apple', 'Banana', 'Éclair', 'fudge', 'Über', 'zebra']],
    [['ООО «Астра»', 'ООО Берёза', '«ООО» "Вега"']],
    [['Заказ 2', 'заказ 9', 'Заказ 10', 'Заказ 100']],
    [['Blue Café', 'Анна']],
    [['Зоя', 'Иван', 'Йод', 'Кот']],
  ])('%j', (texts) => {
    expect(sorted(texts.toReversed())).toEqual(texts);
  });

  it('whatever the case and the marks around them', () => {
    expect(sortKey('  «Ёлка-Палка», ООО ')).toBe(sortKey('елка палка ооо'));
    expect(sortKey('№ 007')).toBe(sortKey('7'));
  });

  it('by a key that is short, whole and made once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const key = sortKey(text);
        expect(key.length).toBeLessThanOrEqual(120);
        expect(key.isWellFormed()).toBe(true);
        expect(key).not.toMatch(/^\s|\s\s/);
      }),
    );
  });
});
