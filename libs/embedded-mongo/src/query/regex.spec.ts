import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { compileRegex } from './regex.js';

/** Pattern, options, texts that PCRE finds it in, texts that it does not. */
const cases: [string, string, string[], string[]][] = [
  ['^прив', '', ['привет'], ['Привет', 'не привет']],
  ['^ёж.*', 'i', ['ЁЖИК'], ['еж']],
  ['straße', 'i', ['STRAßE', 'STRAẞE'], ['STRASSE']],
  ['^(foo|bar)+$', '', ['foobar', 'bar\n'], ['foob', 'foo\n\n']],
  ['a$|^b', '', ['xa', 'xa\n', 'bx'], ['ax']],
  ['(a$|b)c?\\n', '', ['a\n', 'bc\n'], ['ac\n', 'a']],
  ['^\\w+\\Z', '', ['word', 'word\n'], ['two words', 'word\n\n']],
  ['^\\w+\\z', '', ['word'], ['word\n']],
  ['^end.$', 'ms', ['x\nend\n\nx', 'end!'], ['bend!']],
  ['a.+b', '', ['a\u2028b', 'a\rb'], ['a\nb']],
  ['a.+b', 's', ['a\nb'], ['ab']],
  ['^\\h+\\d{2,3}\\s*$', '', [' \t123\x0b'], ['\u00a012', '1234']],
  ['[[:alpha:]]+[[:digit:]]', '', ['x1'], ['1x']],
  ['\\Qa.b(\\E+', '', ['a.b(((', 'a.b('], ['axb(']],
  ['\\x{41f}+', '', ['ПП'], ['п']],
  ['a(?#no matter)b+', '', ['abb'], ['a']],
  ['a \\s b+ # comment', 'x', ['a bb'], ['a  b']],
  ['x(?i)y+', '', ['xYy'], ['XY']],
  ['(?i)xy+', '', ['XYY'], ['x']],
  ['(?P<q>[\'"]).*?(?P=q)', '', ['"x"', "'y'"], ['"x\'']],
  ['^(?!.*secret).*open', '', ['wide open'], ['a secret open']],
  ['(?<=№)\\d+', '', ['№12'], ['12']],
  ['(\\w)\\1', '', ['книга оо aa'], ['abab']],
  ['\\p{Cyrillic}+|\\pN{3}', '', ['жук', '123'], ['bug 12']],
  ['^(?:\\r\\n|\\n)*\\R$', '', ['\r\n'], ['x']],
  ['^[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+$', '', ['a.b@c-d.ru'], ['a@b', '@b.ru']],
  ['^$', '', ['', '\n'], ['x']],
  ['a{0,1001}b', '', ['aab'], ['c']],
];

describe('a regular expression', () => {
  it.each(cases)('%s with "%s" finds what PCRE finds', (pattern, options, found, missed) => {
    const regex = compileRegex(pattern, options);
    for (const text of found) expect([text, regex.test(text)]).toEqual([text, true]);
    for (const text of missed) expect([text, regex.test(text)]).toEqual([text, false]);
  });

  it.each(cases)('%s with "%s" has its matches where it is found', (pattern, options, found, missed) => {
    const regex = compileRegex(pattern, options);
    for (const text of found) expect([...regex.matches(text)].length).toBeGreaterThan(0);
    for (const text of missed) expect([...regex.matches(text)]).toEqual([]);
  });

  it('matches the same, and at the same places, whichever engine has it', async () => {
    // A look ahead that always holds has the other engine try.
    const atom = fc.constantFrom(
      'a',
      'б',
      '.',
      '[ab]',
      '(a|б)',
      '(?:ab)?',
      '\\s',
      '\\b',
      'a+?',
      'б*',
      '(a)|b',
      '^',
      '$',
    );
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'б', ' ', '\n'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(atom, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('', 'i', 's'),
        text,
        async (atoms, options, t) => {
          const linear = compileRegex(`(?:${atoms.join('')})`, options);
          const trial = compileRegex(`(?=)(?:${atoms.join('')})`, options);
          expect(linear.test(t)).toBe(trial.test(t));
          const places = (regex: typeof linear): unknown[] =>
            [...regex.matches(t)].map((match) => [match.index, ...match]);
          expect(places(linear)).toEqual(places(trial));
          await setImmediate();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives the places of JavaScript behind characters of two units', () => {
    const [match] = compileRegex('(б+).', '').matches('😀аббв');
    expect([match!.index, ...match!]).toEqual([3, 'ббв', 'бб']);
  });

  it('takes no longer than its text is long where repetitions lie in one another', () => {
    const text = `${'a'.repeat(50_000)}!`;
    for (const pattern of ['^(a+)+$', '(a*)*b', '(a|aa)+$', '(.*a){20}$x', '(?i)(a|A)*$b'])
      expect(compileRegex(pattern, '').test(text)).toBe(false);
    expect([...compileRegex('(a+)+$', '').matches(text)]).toEqual([]);
  });

  it('is stopped where it must be tried and finds no end, and leaves the others of a later turn their time', async () => {
    for (const pattern of ['^(?=a)(a+)+$', '(a+)+\\1b', '^(?!b)(a|a)+$']) {
      const regex = compileRegex(pattern, '');
      expect(() => regex.test(`${'a'.repeat(40)}!`)).toThrow(expect.objectContaining({ code: 51156 }));
      expect(() => [...regex.matches(`${'a'.repeat(40)}!`)]).toThrow(expect.objectContaining({ code: 51156 }));
      await setImmediate();
      expect(regex.test('aab')).toBe(pattern.endsWith('b'));
    }
  });

  it('is refused where it is none, or longer than MongoDB takes', () => {
    for (const pattern of ['(', 'a{2}{3}{', '[z-a]', '*a', 'a'.repeat(32_765)])
      expect(() => compileRegex(pattern, '')).toThrow(expect.objectContaining({ code: 51091 }));
  });
});
