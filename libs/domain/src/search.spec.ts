import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeCode, spellCode } from './code.js';
import { askedBy, isFoundBy, type Notation } from './search-query.js';
import {
  codeTokens,
  dayToken,
  MARKS,
  numberToken,
  phoneTokens,
  searchTokens,
  sumToken,
  tokensInTurn,
} from './search.js';

const RUSSIA: Notation = {
  dialledDigits: (text) => text.replace(/\D/g, '').replace(/^8/, '7'),
  currencyDigits: 2,
};

/** Whether a query finds a document with these tokens, as a database looks for them. */
function finds(query: string, tokens: readonly string[]): boolean {
  return askedBy(query, RUSSIA).every((asked) =>
    asked.some(({ kind, pattern }) => tokens.some((token) => new RegExp(`^${MARKS[kind]}${pattern}`, 'u').test(token))),
  );
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
          expect(isFoundBy(one, text)).toBe(true);
          expect(isFoundBy([...one].slice(0, length).join(''), text)).toBe(true);
        },
      ),
    );
  });

  it('finds by words in any order and any case', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['Ромашка', 'ООО', 'Тверь', 'Kraków', '№1024'], { minLength: 1 }), (words) => {
        expect(isFoundBy(words.join(' ').toUpperCase(), 'ООО «Ромашка»', 'Тверь', 'Kraków', '№1024')).toBe(true);
      }),
    );
  });

  it('finds nothing by a word that begins none of the document', () => {
    expect(isFoundBy('машка', 'Ромашка')).toBe(false);
    expect(isFoundBy('ромашка тула', 'Ромашка', 'Тверь')).toBe(false);
  });

  it.each([
    ['ёлка', 'Елка'],
    ['елка', 'ЁЛКА'],
    ['Йод', 'йод'],
    ['cafe', 'Café'],
    ['ﬁne', 'fine'],
    ['кафебар', 'Кафе-бар'],
    ['кафе-бар', 'Кафе-бар'],
    ['кафе-бар', 'кафе бар'],
    ['бар-ресторан', 'кафе-бар-ресторан'],
    ['Санкт-Петербургский', 'Санкт Петербургский'],
    ['Санкт Петербургский', 'Санкт-Петербургский'],
    ['ул.Пушкинская', 'ул. Пушкинская, 5'],
    ['А.П.', 'Иванов А. П.'],
    ['А. П.', 'Иванов А.П.'],
    ['example.org', 'anna@example.org'],
    ['anna@example.org', 'anna@example.org'],
    ['strasse', 'Hauptstraße, Straße'],
    ['lodz', 'Łódź'],
    ['kobenhavn', 'København'],
    ['ispanya', 'ıspanya'],
    ["м'ясо", 'М’ясо'],
    ['мясо', 'мʼясо'],
    ['№ 844', 'Заказ №844'],
    ['No. 844', 'Заказ № 844'],
    ['#844', '№844'],
    ['844', '№844'],
    ['no\u2011break', 'no-break'],
  ])('finds by %s a document that says %s', (query, text) => {
    expect(isFoundBy(query, text)).toBe(true);
  });

  it('tells й from и, and one number from those that begin with it', () => {
    expect(isFoundBy('мои', 'мой')).toBe(false);
    expect(finds('№ 84', [numberToken(844)])).toBe(false);
    expect(finds('№844', [numberToken(844)])).toBe(true);
    expect(finds('84', [numberToken(844)])).toBe(true);
    expect(isFoundBy('№ 844', 'квартира 844')).toBe(false);
  });

  it('finds a part by its code, whole or by either half, also where a half looks like the number of something', () => {
    const places = fc.array(fc.nat(27), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(places, (drawn) => {
        let at = 0;
        const code = makeCode(() => drawn[at++] ?? 0);
        const spelt = spellCode(code);
        for (const query of [code, code.toLowerCase(), spelt, spelt.replace('-', ' '), ...spelt.split('-')])
          expect([query, finds(query, codeTokens(code))]).toEqual([query, true]);
      }),
      { numRuns: 500 },
    );
    for (const query of ['J60J-N002', 'n002', 'no02']) expect(finds(query, codeTokens('J60JN002'))).toBe(true);
    expect(finds('N002-J60J', codeTokens('N002J60J'))).toBe(true);
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
    '8 912 34',
    '67-89',
    '6789',
    '345 67',
    '+7\u202f912\u2011345\u20136789',
  ])('finds a phone number by %s', (query) => {
    expect(finds(query, phoneTokens('79123456789'))).toBe(true);
    expect(finds(query, phoneTokens('4930901820'))).toBe(false);
  });

  it.each([
    ['27 661,50', 2_766_150, true],
    ['27661.5', 2_766_150, true],
    ['27 661,50 ₽', 2_766_150, true],
    ['27 661,50 руб.', 2_766_150, true],
    ['27661', 2_766_150, true],
    ['2766', 2_766_150, false],
    ['27 661,51', 2_766_150, false],
    ['1,000,000.05', 100_000_005, true],
    ['0,49', 49, true],
  ])('finds by %s the sum of %i minor units: %s', (query, sum, isFound) => {
    expect(finds(query, [sumToken(sum)])).toBe(isFound);
  });

  it.each([
    '12.03.2027',
    '12.3.27',
    '12.03',
    '12/03/2027',
    '2027-03-12',
    '12 марта',
    '12 марта 2027',
    'March 12, 2027',
  ])('finds a day by %s', (query) => {
    expect(finds(query, [dayToken('2027-03-12')])).toBe(true);
    expect(finds(query, [dayToken('2027-03-13')])).toBe(false);
    expect(finds(query, [dayToken('2027-12-03')])).toBe(false);
  });

  it('finds words that look like a number or a day where they are words', () => {
    expect(isFoundBy('доска 2000 600', 'Доска 2000×600')).toBe(true);
    expect(isFoundBy('12 марок', 'Альбом, 12 марок')).toBe(true);
    expect(isFoundBy('12.03', 'Деталь 12.03')).toBe(true);
  });

  it('asks for nothing by what has no words', () => {
    for (const query of ['🎂', '…', '  ', '-', '№']) expect(askedBy(query)).toEqual([]);
  });

  it('takes every query apart into patterns that are safe in a regular expression', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const asked = askedBy(query);
        expect(asked.length).toBeLessThanOrEqual(10);
        for (const { pattern } of asked.flat())
          expect(pattern).toMatch(/^[\p{L}\p{N}]{1,40}(\.\{0,3\}|\\d\{\d\})?\$?$/u);
      }),
    );
  });

  it('keeps the tokens of a large document within bounds', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `слово${index}-и-ещё`).join(' ');
    expect(tokensInTurn([searchTokens(text)])).toHaveLength(10_000);
    expect(searchTokens('а-'.repeat(50_000)).length).toBeLessThan(20);
    expect(phoneTokens('7'.repeat(100_000)).every((token) => token.length <= 41)).toBe(true);
  });

  it('keeps words of every line, however long the first of them are', () => {
    const long = searchTokens(Array.from({ length: 20_000 }, (_, index) => `слово${index}`).join(' '));
    const tokens = tokensInTurn([long, ...Array.from({ length: 500 }, (_, index) => [`строка${index}`, 'кружка'])]);
    expect(tokens).toEqual(expect.arrayContaining(['слово0', 'строка0', 'строка499', 'кружка']));
  });
});
