import { describe, expect, it } from '@jest/globals';
import {
  type Locale,
  daysUntil,
  formatAgo,
  formatDay,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRelativeDay,
} from './format';

const RU: Locale = { language: 'ru', currency: 'RUB', currencyDigits: 2, timeZone: 'Europe/Moscow' };
const EN: Locale = { ...RU, language: 'en' };
const NOW = new Date('2026-11-21T12:00:00Z');

/** Intl separates by no-break spaces of several widths. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('sums and numbers', () => {
  it('are written as the language does', () => {
    expect(plain(formatMoney(4_830_000, RU))).toBe('48 300,00 ₽');
    expect(plain(formatMoney(4_830_000, EN))).toBe('₽48,300.00');
    expect(plain(formatMoney(4_830_000, RU, true))).toBe('48 300 ₽');
    expect(plain(formatMoney(49, RU, true))).toBe('0,49 ₽');
    expect(plain(formatMoney(2_766_150, RU, true))).toBe('27 661,50 ₽');
    expect(plain(formatNumber(1312.5, RU))).toBe('1 312,5');
    expect(formatNumber(1312.5, EN)).toBe('1,312.5');
    expect(plain(formatPercent(0.62, RU))).toBe('62 %');
  });
});

describe('sums in currencies of other digits', () => {
  it('have the decimals of the currency', () => {
    expect(plain(formatMoney(1_500, { ...EN, currency: 'JPY', currencyDigits: 0 }))).toBe('¥1,500');
    expect(plain(formatMoney(1_500, { ...EN, currency: 'KWD', currencyDigits: 3 }))).toMatch(/1\.500$/);
  });
});

describe('dates', () => {
  it('leave out the year where it is this one', () => {
    expect(formatDay(new Date('2026-11-25T09:00:00Z'), RU, NOW)).toBe('25 нояб.');
    expect(formatDay(new Date('2026-11-25T09:00:00Z'), EN, NOW)).toBe('25 Nov');
    expect(formatDay(new Date('2025-11-25T09:00:00Z'), RU, NOW)).toBe('25 нояб. 2025');
    expect(formatDay(new Date('2025-11-25T09:00:00Z'), EN, NOW)).toBe('25 Nov 2025');
  });

  it('belong to the day of the workshop, not of the browser', () => {
    expect(formatDay(new Date('2026-11-25T22:30:00Z'), RU, NOW)).toBe('26 нояб.');
    expect(formatMoment(new Date('2026-11-25T11:05:00Z'), RU, NOW)).toBe('25 нояб., 14:05');
    expect(daysUntil(new Date('2026-11-21T21:30:00Z'), NOW, 'Europe/Moscow')).toBe(1);
  });

  it.each([
    ['2026-11-22T09:00:00Z', 'завтра', 'tomorrow'],
    ['2026-11-19T09:00:00Z', 'позавчера', '2 days ago'],
    ['2026-11-28T09:00:00Z', 'через 7 дней', 'in 7 days'],
    ['2026-11-29T09:00:00Z', '29 нояб.', '29 Nov'],
  ])('%s is %s', (instant, ru, en) => {
    expect(formatRelativeDay(new Date(instant), RU, NOW)).toBe(ru);
    expect(formatRelativeDay(new Date(instant), EN, NOW)).toBe(en);
  });

  it('tell how long ago in the nearest unit', () => {
    expect(plain(formatAgo(new Date('2026-11-21T11:55:00Z'), RU, NOW))).toBe('5 мин. назад');
    expect(plain(formatAgo(new Date('2026-11-21T09:00:00Z'), EN, NOW))).toMatch(/^3 hr\.? ago$/);
  });
});
