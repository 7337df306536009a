import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS, type Permission } from '@verstak/domain';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import {
  BooleanField,
  ChoiceField,
  ChoicesField,
  EmailField,
  fieldsOf,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  MoneyField,
  NoteField,
  Omit,
  Partial,
  PercentField,
  PhoneField,
  Pick,
  QuantityField,
  TextField,
  type Class,
} from './index.js';
import { isComputed, followPath } from './field-path.js';
import { serialize } from './serializer.js';

class Line {
  @IdField({ computed: true }) id!: string;
  @TextField({ max: 10 }) title!: string;
  @MoneyField({ readBy: 'orders:prices' }) price!: number;
  @MoneyField({ computed: true, readBy: 'orders:prices' }) total!: number;
}

class Thing {
  @IdField() id!: string;
  @TextField({ max: 10 }) text!: string;
  @NoteField({ optional: true }) note?: string;
  @PhoneField({ optional: true, readBy: 'clients:contacts' }) phone?: string;
  @EmailField({ optional: true }) email?: string;
  @MoneyField() money!: number;
  @QuantityField() quantity!: number;
  @PercentField({ optional: true }) percent?: number;
  @IntegerField({ min: 1, max: 5 }) whole!: number;
  @BooleanField() flag!: boolean;
  @InstantField() at!: Date;
  @ChoiceField(['a', 'b']) choice!: string;
  @ChoicesField(['a', 'b', 'c']) choices!: string[];
  @ListField(() => Line, { max: 2 }) lines!: Line[];
  @TextField({ hidden: true }) hidden!: string;
}

const GOOD = {
  id: '0'.repeat(24),
  text: 'текст',
  money: 1,
  quantity: 0.001,
  whole: 5,
  flag: false,
  at: '2026-01-01T00:00:00Z',
  choice: 'a',
  choices: ['c'],
  lines: [{ title: 'x', price: 0 }],
  hidden: 'x',
};

/** The fields refused, each once. */
function refused<T extends object>(type: Class<T>, body: object): string[] {
  const errors = validateSync(plainToInstance(type, body) as object, { whitelist: true, forbidNonWhitelisted: true });
  return [...new Set(errors.map(({ property }) => property))];
}
const withOne = (name: string, value: unknown): string[] => refused(Body, { ...GOOD, [name]: value });

class Body extends Omit(Thing, ['lines']) {
  @ListField(() => LineBody, { max: 2 }) lines!: LineBody[];
}
class LineBody extends Pick(Line, ['title', 'price']) {}

describe('fields', () => {
  it('accept what they are for', () => {
    expect(refused(Body, GOOD)).toEqual([]);
  });

  it.each<[string, unknown[]]>([
    [
      'text',
      ['', ' ', '\u200b', '\u2060 \u00ad\ufeff', '\u3164', '\u2800', 'x'.repeat(11), 7, null, 'bell\u0007', {}, []],
    ],
    ['note', ['x'.repeat(4_001), 7, 'nul\u0000']],
    ['phone', ['call me', '+7 912 <script>', 'x'.repeat(41)]],
    ['email', ['anna', 'anna@', 'an\u200bna@example.org', `${'x'.repeat(250)}@example.org`]],
    ['money', [0.5, -1, 1e14, Infinity, NaN, '1', null]],
    ['quantity', [0, -1, 0.000_1, 1e-7, 1_000_001, '2', 1.000_5]],
    ['percent', [-0.01, 100.01, 0.001]],
    ['whole', [0, 6, 1.5, '3', true]],
    ['flag', ['true', 0, 1, null]],
    [
      'at',
      [
        '2026-01-01',
        '2026-01-01T00:00:00',
        'now',
        0,
        '1899-12-31T23:59:59Z',
        '2200-01-01T00:00:01Z',
        '2026-02-30T00:00:00Zx',
      ],
    ],
    ['choice', ['c', '', 'toString', ['a'], null]],
    ['choices', ['a', ['d'], ['a', 'a'], [1]]],
    ['id', ['0'.repeat(23), 'g'.repeat(24), {}, 7]],
    [
      'lines',
      [
        {},
        'x',
        [null],
        [[]],
        ['x'],
        [7],
        [{ title: 'x' }],
        [{ title: 'x', price: 0, total: 1 }],
        Array.from({ length: 3 }, () => ({ title: 'x', price: 0 })),
      ],
    ],
  ])('%s refuse what they are not for', (name, values) => {
    for (const value of values) expect([name, value, withOne(name, value)]).toEqual([name, value, [name]]);
  });

  it('take a text without what shows nothing at its ends', () => {
    const took = (text: string): string => plainToInstance(Thing, { text }).text;
    expect(took('\u200b\u00a0Анна\u200d\u200e ')).toBe('Анна');
    expect(took('дом\u00adик')).toBe('дом\u00adик');
    // A flag of England, a heart drawn as a picture, a family.
    for (const seen of ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '👨‍👩‍👧']) expect(took(seen)).toBe(seen);
    expect(plainToInstance(Thing, { email: 'anna@example.org\u200b' }).email).toBe('anna@example.org');
  });

  it('take a long text of blanks at once', () => {
    expect(withOne('text', `${' '.repeat(1_000_000)}x`)).toEqual([]);
    expect(withOne('text', `x${' '.repeat(1_000_000)}x`)).toEqual(['text']);
  });

  it('may be left out without being null', () => {
    class Made {
      @IntegerField({ omittable: true }) paid?: number;
    }
    expect([refused(Made, {}), refused(Made, { paid: 0 }), refused(Made, { paid: null })]).toEqual([[], [], ['paid']]);
  });

  it('take every quantity of three places and no finer one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (thousandths) =>
        expect(withOne('quantity', thousandths / 1_000)).toEqual([]),
      ),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1_000_000, noNaN: true }), (value) => {
        expect(withOne('quantity', value).length === 0).toBe(Number(value.toFixed(3)) === value);
      }),
    );
  });

  it('trim texts, lower ids and read instants', () => {
    const thing = plainToInstance(Body, { ...GOOD, text: ' a ', id: 'ABCDEF'.repeat(4) });
    expect([thing.text, thing.id, thing.at]).toEqual(['a', 'abcdef'.repeat(4), new Date('2026-01-01T00:00:00Z')]);
  });

  it('are cleared by null in a change where they were optional, and only there', () => {
    class Change extends Partial(Thing) {}
    expect(refused(Change, {})).toEqual([]);
    const optional = new Set(['note', 'phone', 'email', 'percent']);
    for (const { name } of fieldsOf(Thing))
      expect([name, refused(Change, { [name]: null })]).toEqual([name, optional.has(name) ? [] : [name]]);
  });

  it('keep what was declared about them in classes made of others', () => {
    const phone = fieldsOf(Body).find(({ name }) => name === 'phone');
    expect(phone).toMatchObject({ readBy: ['clients:contacts'], optional: true });
    expect(fieldsOf(LineBody).map(({ name }) => name)).toEqual(['title', 'price']);
    expect(isComputed(Thing, 'lines.abc.total')).toBe(true);
    expect([
      isComputed(Thing, 'lines.abc.price'),
      isComputed(Thing, 'lines.abc'),
      isComputed(Thing, 'nothing'),
    ]).toEqual([false, false, false]);
    expect(followPath(Thing, 'lines').isList).toBe(true);
  });
});

describe('an answer', () => {
  const stored = {
    ...GOOD,
    _id: { toHexString: () => 'f'.repeat(24) },
    phone: '1',
    words: ['x'],
    passwordHash: 'x',
    __v: 0,
    lines: [{ id: '1', title: 'x', price: 1, total: 1, secret: 1 }],
  };
  const some = fc.subarray([...PERMISSIONS]).map((list) => new Set<Permission>(list));

  it('holds a field exactly where the reader may read it, inside of lists too', () => {
    fc.assert(
      fc.property(some, (permissions) => {
        const written = serialize(Thing, stored, permissions);
        expect('phone' in written).toBe(permissions.has('clients:contacts'));
        const [written0] = written['lines'] as Record<string, unknown>[];
        expect(Object.keys(written0 ?? {}).sort()).toEqual(
          permissions.has('orders:prices') ? ['id', 'price', 'title', 'total'] : ['id', 'title'],
        );
      }),
    );
  });

  it('never holds what nobody declared or what is hidden', () => {
    const written = JSON.stringify(serialize(Thing, stored, new Set(PERMISSIONS)));
    for (const name of ['hidden', 'words', 'passwordHash', '__v', '_id', 'secret'])
      expect(written).not.toContain(`"${name}"`);
    expect(JSON.parse(written)).toMatchObject({ id: 'f'.repeat(24) });
  });
});
