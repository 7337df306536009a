import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FieldFault } from '@verstak/domain';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { ChoicesField, IntegerField, ListField, NestedField, Partial, TextField } from '../fields/index.js';
import { Failure } from '../failure/failure.js';
import { validationPipe } from './validation.js';

/** How often the validator has looked at a title. */
let looks = 0;

const Counted = (): PropertyDecorator =>
  ValidateBy({ name: 'counted', validator: { validate: () => (looks += 1) > 0, defaultMessage: () => '' } });

class Line {
  @TextField()
  @Counted()
  title!: string;
}

class Place {
  @TextField()
  street!: string;
}

class Body {
  @IntegerField({ optional: true })
  version?: number;

  @ListField(() => Line, { max: 200 })
  items!: Line[];

  @NestedField(() => Place, { optional: true })
  place?: Place;

  @ChoicesField(['a', 'b'], { optional: true })
  choices?: string[];
}

/** How many values were looked for a text in. */
let texts = 0;

class Named {
  @TextField()
  @Transform(({ value }: { value: unknown }) => ((texts = Object.keys(value as object).length), value))
  name!: string;
}

class BodyChange extends Partial(Body) {}

const pipe = validationPipe();

async function faultsOf(value: unknown, metatype: unknown = Body): Promise<FieldFault[]> {
  try {
    await pipe.transform(value, { type: 'body', metatype: metatype as never });
    return [];
  } catch (error) {
    return (error as Failure).details.errors ?? [];
  }
}

const lines = (count: number): object[] => Array.from({ length: count }, () => ({ title: 'x' }));
const names = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, n]));

beforeEach(() => {
  looks = 0;
});

describe('a body', () => {
  it('of very many unknown names is refused by the first hundred, without being validated', async () => {
    const faults = await faultsOf({ ...names(19_000), items: lines(1) });
    expect(faults).toHaveLength(100);
    expect(faults[99]).toEqual({
      field: 'n99',
      rule: 'whitelistValidation',
      message: 'is not a field of this request; leave it out',
    });
    expect(looks).toBe(0);
  });

  it('of very many unknown names inside of lists and documents is refused by their places', async () => {
    const wide = Array.from({ length: 190 }, () => ({ title: 'x', color: 'red' }));
    expect((await faultsOf({ items: wide })).map(({ field }) => field).slice(98)).toEqual([
      'items.98.color',
      'items.99.color',
    ]);
    expect((await faultsOf({ items: [], place: names(101) }))[0]?.field).toBe('place.n0');
    expect(looks).toBe(0);
  });

  it.each([
    ['items', { items: Array.from({ length: 18_000 }, () => ({})) }, Body, 200],
    ['items', { items: Array.from({ length: 18_000 }, () => ({})) }, BodyChange, 200],
    ['choices', { items: lines(1), choices: Array.from({ length: 18_000 }, () => 'a') }, Body, 2],
  ])('with a list longer than %s may be is refused by its length, without being validated', async (...asked) => {
    const [field, body, type, max] = asked;
    expect(await faultsOf(body, type)).toEqual([
      { field, rule: 'arrayMaxSize', message: `must contain no more than ${max} elements`, value: '[…]' },
    ]);
    expect(looks).toBe(0);
  });

  it('of ordinary mistakes is validated, and all of them are told', async () => {
    const faults = await faultsOf({ version: 0.5, color: 'red', items: [{ title: 1 }, { title: 'x', hue: 1 }] });
    expect(faults.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual([
      'color whitelistValidation',
      'items.0.title isString',
      'items.1.hue whitelistValidation',
      'version isInt',
    ]);
    expect(looks).toBe(2);
  });

  it.each([
    [names(19_000), '{…}'],
    [lines(18_000), '[…]'],
  ])(
    'with very much where one text belongs is refused as any other, without that being looked at',
    async (much, value) => {
      const wrong = { field: 'name', rule: 'isString', message: 'must be a string', value };
      expect(await faultsOf({ name: much }, Named)).toEqual([wrong]);
      expect(texts).toBe(0);
    },
  );

  it('that is as large as it may be passes', async () => {
    expect(await faultsOf({ items: lines(200), choices: ['a', 'b'], place: { street: 'x' } })).toEqual([]);
  });
});
