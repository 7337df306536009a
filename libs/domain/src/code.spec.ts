import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeBeginning, makeCode, readCode, spellCode } from './code.js';

const code = fc.array(fc.nat(27), { minLength: 8, maxLength: 8 }).map((places) => makeCode(() => places.pop() ?? 0));

describe('a code', () => {
  it('has eight letters of 28, none of which looks like another', () => {
    const all = Array.from({ length: 28 }, (_, place) => makeCode(() => place).charAt(0));
    expect(new Set(all).size).toBe(28);
    for (const letter of 'BILOQSUZ') expect(all).not.toContain(letter);
    expect(makeCode((below) => below - 1)).toBe('YYYYYYYY');
  });

  it('is read as it is shown, in either case, with any gap', () => {
    fc.assert(
      fc.property(code, (one) => {
        for (const typed of [one, spellCode(one), ` ${spellCode(one).toLowerCase()} `, one.split('').join(' ')])
          expect(readCode(typed)).toBe(one);
      }),
    );
  });

  it.each([
    ['к7м4–92ха', 'K7M492XA'],
    ['К7М4 92ХА', 'K7M492XA'],
    ['o0оОQq00', '00000000'],
    ['iIlL1іІ1', '11111111'],
    ['зЗчЧбБвВ', '33446688'],
    ['авекмнрс', 'A8EKMHPC'],
    ['тухsSzZu', 'TYX5522V'],
  ])('typed as %s is %s', (typed, meant) => {
    expect(readCode(typed)).toBe(meant);
  });

  it.each(['', 'K7M492X', 'K7M492XAA', 'K7M4_2XA', 'ЖЖЖЖЖЖЖЖ', 'Ⅷ7M492XA', 'K7M492X\u0000'])('is not %j', (typed) => {
    expect(readCode(typed)).toBeUndefined();
  });

  it('is known by four letters or more of its beginning', () => {
    expect(['к7м4', 'K7M492', '92ха', 'K7M', 'жук1', 'K7M492XA1'].map(codeBeginning)).toEqual([
      'k7m4',
      'k7m492',
      '92xa',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
