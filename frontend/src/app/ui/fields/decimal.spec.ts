import { describe, expect, it } from '@jest/globals';
import { readMoney, readNumber, writeMoney, writeNumber } from './decimal';

describe('a typed sum of a currency of other digits', () => {
  it('has as many decimals as the currency', () => {
    expect([readMoney('1500', 0), readMoney('1500,5', 0)]).toEqual([1_500, undefined]);
    expect([readMoney('1,5', 3), writeMoney(1_500, 'ru', 3), writeMoney(1_500, 'ru', 0)]).toEqual([
      1_500,
      '1,500',
      '1500',
    ]);
  });
});

describe('a typed sum', () => {
  it.each([
    ['48300', 4_830_000],
    ['48 300,00', 4_830_000],
    ['48\u00a0300,5 ₽', 4_830_050],
    ['1,250', undefined],
    ['1,234.50', 123_450],
    ['1.234,50', 123_450],
    ['1 234 567,89', 123_456_789],
    [',5', 50],
    ['0.07', 7],
    ['-12,30', -1_230],
    ['−12,30', -1_230],
    ['-0', 0],
    ['', null],
    ['  ', null],
    ['12,345', undefined],
    ['abc', undefined],
    ['1,2,3', undefined],
    ['12-3', undefined],
    ['99999999999999999', undefined],
  ])('%j is %j minor units', (text, minor) => {
    expect(readMoney(text, 2)).toBe(minor);
  });

  it.each([0, 5, 99, 100, 4_830_000, -1_230])('%d comes back exactly in both languages', (minor) => {
    expect(readMoney(writeMoney(minor, 'ru', 2), 2)).toBe(minor);
    expect(readMoney(writeMoney(minor, 'en', 2), 2)).toBe(minor);
  });

  it('is written with the separator of the language', () => {
    expect(writeMoney(4_830_050, 'ru', 2)).toBe('48300,50');
    expect(writeMoney(4_830_050, 'en', 2)).toBe('48300.50');
    expect(writeMoney(null, 'ru', 2)).toBe('');
  });
});

describe('a typed quantity', () => {
  it.each([
    ['2,5', 2.5],
    ['0,125', 0.125],
    ['1,250', 1.25],
    ['3', 3],
    ['0,1234', undefined],
    ['', null],
  ])('%j is %j', (text, value) => {
    expect(readNumber(text, 3)).toBe(value);
  });

  it('takes no decimals where pieces are counted', () => {
    expect(readNumber('2,5', 0)).toBeUndefined();
    expect(readNumber('12', 0)).toBe(12);
  });

  it('is written with the separator of the language', () => {
    expect(writeNumber(2.5, 'ru')).toBe('2,5');
    expect(writeNumber(2.5, 'en')).toBe('2.5');
  });
});
