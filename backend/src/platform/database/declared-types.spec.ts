import { describe, expect, it } from '@jest/globals';
import { Schema as Stored, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import {
  ChoicesField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  TextField,
} from '../fields/index.js';
import { requireDeclared } from './declared-types.js';

class Line {
  @TextField()
  title!: string;

  @IdField({ optional: true })
  masterId?: string;
}

class Place {
  @TextField()
  street!: string;
}

@Stored({ versionKey: false })
class Box {
  @IntegerField()
  count!: number;

  @InstantField()
  at!: Date;

  @IdField()
  ownerId!: string;

  @ChoicesField(['a', 'b'])
  words!: string[];

  @ListField(() => Line)
  lines!: Line[];

  @NestedField(() => Place)
  place!: Place;
}

const schema = SchemaFactory.createForClass(Box);
const right = {
  _id: new Types.ObjectId(),
  count: 1,
  at: new Date(),
  ownerId: new Types.ObjectId(),
  words: ['a'],
  lines: [{ title: 'x', masterId: new Types.ObjectId() }],
  place: { street: 'x' },
};

describe('a write', () => {
  it('passes where every value is of its declared type, and where nothing is said of it', () => {
    expect(() => requireDeclared(schema, { insert: right })).not.toThrow();
    expect(() => requireDeclared(schema, { insert: { _id: right._id, count: undefined, at: null } })).not.toThrow();
    const update = { $set: { lines: [], at: right.at }, $inc: { count: 1 }, $unset: { place: '' } };
    expect(() => requireDeclared(schema, { filter: { _id: right._id }, update })).not.toThrow();
  });

  it.each([
    ['count', { count: '1' }],
    ['count', { count: NaN }],
    ['at', { at: '2026-11-25T09:00:00Z' }],
    ['at', { at: new Date(NaN) }],
    ['ownerId', { ownerId: '66f0c2a7e1b2c3d4e5f60718' }],
    ['words.1', { words: ['a', 1] }],
    ['words', { words: 'a' }],
    ['lines', { lines: { title: 'x' } }],
    ['lines.0.title', { lines: [{ title: 1 }] }],
    ['lines.1.color', { lines: [{ title: 'x' }, { title: 'x', color: 'red' }] }],
    ['lines.0.masterId', { lines: [{ title: 'x', masterId: '66f0c2a7e1b2c3d4e5f60718' }] }],
    ['place.street', { place: { street: 1 } }],
    ['color', { color: 'red' }],
  ])('with another in %s is refused, inserted or set', (path, wrong) => {
    expect(() => requireDeclared(schema, { insert: { ...right, ...wrong } })).toThrow(`${path} is `);
    expect(() => requireDeclared(schema, { filter: { _id: right._id }, update: { $set: wrong } })).toThrow(
      `${path} is `,
    );
  });

  it('that takes away or adds to what nobody declared is refused', () => {
    for (const update of [{ $unset: { color: '' } }, { $inc: { total: 1 } }])
      expect(() => requireDeclared(schema, { filter: { _id: right._id }, update })).toThrow('is not declared');
  });
});
