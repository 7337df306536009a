import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { queryWords, searchTokens } from './search.js';

/** Whether a query finds a document of these texts: each of its words begins a token. */
function finds(query: string, ...texts: string[]): boolean {
  const tokens = searchTokens(...texts);
  return queryWords(query).every((word) => tokens.some((token) => token.startsWith(word)));
}

const word = fc.stringMatching(/^[\p{L}\p{N}]{1,60}$/u);
const chunk = fc
  .tuple(word, fc.array(fc.tuple(fc.constantFrom('-', '.', '@', '«', "'", '—'), word), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.flat().join(''));

describe('search', () => {
  it('finds a document by every word of it, and by its beginning', () => {
    fc.assert(
      fc.property(
        fc.array(chunk, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.integer({ min: 1, max: 60 }),
        (chunks, at, length) => {
          const text = chunks.join(' ');
          const one = chunks[at % chunks.length] ?? '';
          expect(finds(one, text)).toBe(true);
          expect(finds([...one].slice(0, length).join(''), text)).toBe(true);
        },
      ),
    );
  });

  it('finds by words in any order and any case', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['Ромашка', 'ООО', 'Тверь', 'Kraków', '№1024'], { minLength: 1 }), (words) => {
        expect(finds(words.join(' ').toUpperCase(), 'ООО «Ромашка»', 'Тверь', 'Kraków', '№1024')).toBe(true);
      }),
    );
  });

  it('finds nothing by a word that begins none of the document', () => {
    expect(finds('машка', 'Ромашка')).toBe(false);
    expect(finds('ромашка тула', 'Ромашка', 'Тверь')).toBe(false);
  });

  it.each([
    ['ёлка', 'Елка'],
    ['елка', 'ЁЛКА'],
    ['Йод', 'йод'],
    ['cafe', 'Café'],
    ['ﬁne', 'fine'],
    ['кафебар', 'Кафе-бар'],
    ['кафе-бар', 'Кафе-бар'],
    ['бар-ресторан', 'кафе-бар-ресторан'],
    ['example.org', 'anna@example.org'],
    ['anna@example.org', 'anna@example.org'],
  ])('finds by %s a document that says %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it('tells й from и', () => {
    expect(finds('мои', 'мой')).toBe(false);
  });

  it.each([
    '+7 912 345-67-89',
    '89123456789',
    '8 (912) 345-67-89',
    '9123456789',
    '912 345',
    '+7912',
    '7912345',
    '912.345.67',
  ])('finds a phone number by %s, however it was written', (query) => {
    for (const phone of ['+7 (912) 345-67-89', '+79123456789', '+7 912 345 67 89 доб. 12', '8-912-345-67-89']) {
      if (/^\+?7912/.test(query.replace(/\s/g, '')) && phone.startsWith('8') && query.replace(/\D/g, '').length < 11)
        continue;
      expect({ phone, isFound: finds(query, phone) }).toEqual({ phone, isFound: true });
    }
  });

  it('takes every query apart into words that are safe in a regular expression', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const words = queryWords(query);
        expect(words.length).toBeLessThanOrEqual(10);
        for (const one of words) expect(one).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
      }),
    );
  });

  it('keeps the tokens of a large document within bounds and in little time', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `слово${index}-и-ещё`).join(' ');
    expect(searchTokens(text)).toHaveLength(2_000);
    expect(searchTokens('а-'.repeat(50_000)).length).toBeLessThan(20);
    expect(searchTokens(`+${'7'.repeat(100_000)}`).every((token) => token.length <= 40)).toBe(true);
  });
});
