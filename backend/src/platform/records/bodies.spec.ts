import { describe, expect, it } from '@jest/globals';
import { fieldsOf, MoneyField, TextField } from '../fields/index.js';
import { validationPipe } from '../http/validation.js';
import { Change, Writable } from './bodies.js';
import { Entity } from '../database/entity.js';

class ThingFields extends Entity {
  @TextField()
  title!: string;

  @TextField({ optional: true })
  note?: string;
}

class Thing extends ThingFields {
  @MoneyField({ computed: true })
  total!: number;
}

class ThingCreate extends Writable(ThingFields) {}
class ThingChange extends Change(ThingCreate) {}

const read = (type: new () => object, body: unknown): Promise<unknown> =>
  validationPipe().transform(body, { type: 'body', metatype: type });
const faultsOf = async (type: new () => object, body: unknown): Promise<unknown> =>
  read(type, body).then(
    () => [],
    ({ details }: { details: { errors: { field: string }[] } }) => details.errors.map(({ field }) => field),
  );

describe('a body that is derived from what people write of an entity', () => {
  it('takes those fields, and neither what the entity adds nor what every document has', async () => {
    expect(fieldsOf(ThingCreate).map(({ name }) => name)).toEqual(['title', 'note']);
    expect(fieldsOf(Thing).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['title', 'total', 'id', 'version']),
    );
    expect(await faultsOf(ThingCreate, { title: 'Mug', total: 1, version: 7, id: '0'.repeat(24) })).toEqual([
      'total',
      'version',
      'id',
    ]);
    expect(await faultsOf(ThingCreate, {})).toEqual(['title']);
  });

  it('changes some of them from a version, and clears what is optional', async () => {
    expect(await read(ThingChange, { note: null, version: 3 })).toEqual({ note: null, version: 3 });
    expect(await faultsOf(ThingChange, { title: null, version: 0 })).toEqual(['title', 'version']);
  });

  it('is refused where it would take a computed field', () => {
    expect(() => Writable(Thing)).toThrow('Thing.total is computed');
  });
});
