import { toCardinal } from 'n2words/en-US';
import numberToWords from 'number-to-words-ru';
import type { Money } from '@verstak/domain';
import type { Writing } from '../../workshop/writing.js';

/** One, two to four, five and more; the gender by which Russian counts them: he or she. */
interface RussianUnit {
  forms: [one: string, few: string, many: string];
  gender: 0 | 1;
}

/** What a currency and its hundredth are called. */
interface CurrencyWords {
  ru: readonly [whole: RussianUnit, part: RussianUnit];
  en: readonly [whole: readonly [one: string, many: string], part: readonly [one: string, many: string]];
}

const he = (one: string, few: string, many: string): RussianUnit => ({ forms: [one, few, many], gender: 0 });
const she = (one: string, few: string, many: string): RussianUnit => ({ forms: [one, few, many], gender: 1 });
const same = (word: string): RussianUnit => he(word, word, word);

const KOPECK = she('копейка', 'копейки', 'копеек');
const CENT = he('цент', 'цента', 'центов');
const CENTS = ['cent', 'cents'] as const;
const KOPECKS = ['kopeck', 'kopecks'] as const;

/** ISO 4217; of others the code stands in the words. */
const CURRENCIES: Partial<Record<string, CurrencyWords>> = {
  RUB: { ru: [he('рубль', 'рубля', 'рублей'), KOPECK], en: [['ruble', 'rubles'], KOPECKS] },
  BYN: {
    ru: [he('белорусский рубль', 'белорусских рубля', 'белорусских рублей'), KOPECK],
    en: [['Belarusian ruble', 'Belarusian rubles'], KOPECKS],
  },
  KZT: {
    ru: [same('тенге'), he('тиын', 'тиына', 'тиынов')],
    en: [
      ['tenge', 'tenge'],
      ['tiyn', 'tiyn'],
    ],
  },
  KGS: {
    ru: [he('сом', 'сома', 'сомов'), he('тыйын', 'тыйына', 'тыйынов')],
    en: [
      ['som', 'som'],
      ['tyiyn', 'tyiyn'],
    ],
  },
  UZS: {
    ru: [he('сум', 'сума', 'сумов'), he('тийин', 'тийина', 'тийинов')],
    en: [
      ['sum', 'sum'],
      ['tiyin', 'tiyin'],
    ],
  },
  AMD: {
    ru: [he('драм', 'драма', 'драмов'), he('лума', 'лумы', 'лум')],
    en: [
      ['dram', 'drams'],
      ['luma', 'luma'],
    ],
  },
  GEL: {
    ru: [same('лари'), same('тетри')],
    en: [
      ['lari', 'lari'],
      ['tetri', 'tetri'],
    ],
  },
  USD: { ru: [he('доллар США', 'доллара США', 'долларов США'), CENT], en: [['US dollar', 'US dollars'], CENTS] },
  EUR: { ru: [same('евро'), CENT], en: [['euro', 'euros'], CENTS] },
  GBP: {
    ru: [he('фунт стерлингов', 'фунта стерлингов', 'фунтов стерлингов'), he('пенс', 'пенса', 'пенсов')],
    en: [
      ['pound sterling', 'pounds sterling'],
      ['penny', 'pence'],
    ],
  },
  CNY: {
    ru: [he('юань', 'юаня', 'юаней'), he('фэнь', 'фэня', 'фэней')],
    en: [
      ['yuan', 'yuan'],
      ['fen', 'fen'],
    ],
  },
};

/** A sum as it is written out on documents: `Одна тысяча двести рублей 05 копеек`, `One thousand two hundred rubles 05 kopecks`. */
export function sumInWords(minor: Money, { lang, workshop: { currency, currencyDigits: digits } }: Writing): string {
  const [whole, part] = [Math.trunc(minor / 10 ** digits), Math.abs(minor % 10 ** digits)];
  const words = CURRENCIES[currency] ?? ofCode(currency);
  const parts = digits ? ` ${String(part).padStart(digits, '0')} ${partName(part, words, lang)}`.trimEnd() : '';
  if (lang === 'ru') return `${inRussian(whole, words.ru[0])}${parts}`;
  const [one, many] = words.en[0];
  const counted = toCardinal(Math.abs(whole));
  const sign = minor < 0 ? 'Minus ' : '';
  const written = sign ? counted : counted.charAt(0).toUpperCase() + counted.slice(1);
  return `${sign}${written} ${Math.abs(whole) === 1 ? one : many}${parts}`;
}

/** A currency that is known by its code alone. */
function ofCode(code: string): CurrencyWords {
  return {
    ru: [same(code), same('')],
    en: [
      [code, code],
      ['', ''],
    ],
  };
}

function inRussian(whole: number, { forms, gender }: RussianUnit): string {
  return numberToWords.convert(String(whole), {
    currency: { currencyNameCases: forms, currencyNounGender: { integer: gender } },
    showNumberParts: { integer: true, fractional: false },
  });
}

function partName(count: number, { ru, en }: CurrencyWords, lang: Writing['lang']): string {
  if (lang === 'en') return en[1][count === 1 ? 0 : 1];
  const rule = new Intl.PluralRules('ru').select(count);
  return ru[1].forms[rule === 'one' ? 0 : rule === 'few' ? 1 : 2];
}
